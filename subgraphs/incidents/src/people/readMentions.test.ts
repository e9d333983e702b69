import { readMentions } from './readMentions.ts';

const ada = '01970000-0000-7000-8000-000000000001';
const bob = '01970000-0000-7000-8000-000000000002';

test('people are called by id, each once, in the order of the text', () => {
  expect(readMentions(`@[Bob](person:${bob}) and @[Ada [L](person:${ada.toUpperCase()}), again @[Bob](person:${bob})`)).toEqual([bob, ada]);
});

test.each(['@Ada', '@[Ada]', '@[Ada](person:1)', `[Ada](person:${ada})`, `@[](person:${ada})`, `@[A\nda](person:${ada})`, `@[Ada](https:${ada})`])(
  '%j calls nobody',
  (text) => {
    expect(readMentions(text)).toEqual([]);
  },
);

test('a text that calls everybody is refused', () => {
  const crowd = Array.from({ length: 51 }, (_, at) => `@[P](person:01970000-0000-7000-8000-0000000000${String(at).padStart(2, '0')})`).join(' ');
  expect(() => readMentions(crowd)).toThrow('51 people');
});
