import { chooseVisitor } from './chooseVisitor.ts';
import { defaultUsers } from './users.ts';

const choose = (cookie: string, query = '') => chooseVisitor(defaultUsers, cookie, new URLSearchParams(query));

describe('chooseVisitor', () => {
  it('begins with the first user, dark and in English', () => {
    const { visitor, cookies } = choose('');
    expect(visitor).toEqual({ user: defaultUsers[0], theme: 'dark', language: 'en-US' });
    expect(cookies).toEqual([]);
  });

  it('keeps what the address chose', () => {
    const { visitor, cookies } = choose('', 'user=vera&theme=light&lang=zh-Hant');
    expect(visitor).toMatchObject({ user: { name: 'Vera Viewer' }, theme: 'light', language: 'zh-Hant' });
    const again = choose(cookies.map((cookie) => cookie.split(';')[0]).join('; '));
    expect(again.visitor).toEqual(visitor);
  });

  it('lets the address win over the cookies', () => {
    expect(choose('host_theme=light; host_user=sam', 'theme=dark').visitor).toMatchObject({
      theme: 'dark',
      user: { uid: 'sam' },
    });
  });

  it.each(['host_user=nobody; host_theme=pink; host_lang=xx', 'host_user=%zz', ';;=;'])(
    'takes nothing from %j',
    (cookie) => {
      expect(choose(cookie, 'user=root').visitor).toEqual(choose('').visitor);
    }
  );
});
