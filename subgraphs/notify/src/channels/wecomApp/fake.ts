import { type Receiver, startReceiver } from '../webhook/fake.ts';

export type FakeWecomApp = Receiver & {
  corpId: string;
  secret: string;
  /** Makes the tokens that were given count no more. */
  revoke(): void;
};

/** The API of WeCom as far as we speak it: one corporation, one app, the members `ann` and `ben`. */
export async function startFakeWecomApp(): Promise<FakeWecomApp> {
  const [corpId, secret] = ['ww1234567890abcdef', 'S'.repeat(43)];
  let count = 0;
  const receiver = await startReceiver(({ path, body }) => {
    const { pathname, searchParams } = new URL(path, 'http://fake');
    const say = (errcode: number, errmsg: string, more: object = {}) => ({ status: 200, body: { errcode, errmsg, ...more } });
    if (pathname === '/cgi-bin/gettoken') {
      if (searchParams.get('corpid') !== corpId) return say(40_013, 'invalid corpid');
      if (searchParams.get('corpsecret') !== secret) return say(40_001, 'invalid credential');
      return say(0, 'ok', { access_token: `token-${count}`, expires_in: 7_200 });
    }
    if (searchParams.get('access_token') !== `token-${count}`) return say(42_001, 'access_token expired');
    const { touser, text } = JSON.parse(body) as { touser: string; text: { content: string } };
    if (Buffer.byteLength(text.content) > 2_048) return say(45_002, 'content size out of limit');
    const unknown = touser.split('|').filter((user) => !['ann', 'ben', '@all'].includes(user));
    if (unknown.length === touser.split('|').length) return say(81_013, 'user & party & tag all invalid');
    return say(0, 'ok', { invaliduser: unknown.join('|'), msgid: 'm1' });
  });
  return { ...receiver, corpId, secret, revoke: () => void (count += 1) };
}
