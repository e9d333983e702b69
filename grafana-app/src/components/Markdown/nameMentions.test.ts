import { mentionOf, nameMentions } from './nameMentions';

const id = '01970000-0000-7000-8000-000000000001';

describe('mentions', () => {
  it('are written for the platform and read by people', () => {
    const text = `${mentionOf({ id, name: 'Ada [L]' })} can you look?`;
    expect(text).toBe(`@[Ada  L ](person:${id}) can you look?`);
    expect(nameMentions(text)).toBe('**@Ada  L ** can you look?');
  });

  it('do not let a name write Markdown', () => {
    expect(nameMentions(`@[*x* <b>](person:${id})`)).toBe('**@\\*x\\* \\<b\\>**');
    expect(nameMentions('@[Ada](https://x)')).toBe('@[Ada](https://x)');
  });
});
