import { mentionAt } from './mentionAt';

describe('a mention that is being typed', () => {
  it.each([
    ['@', 1, { start: 0, search: '' }],
    ['@ad', 3, { start: 0, search: 'ad' }],
    ['Hello @陳', 8, { start: 6, search: '陳' }],
    ['see (@bo) there', 8, { start: 5, search: 'bo' }],
  ])('is found in %j at %i', (text, caret, found) => {
    expect(mentionAt(text, caret)).toEqual(found);
  });

  it.each([
    ['ada@example.com', 15],
    ['@ada was here', 13],
    ['@[Ada](person:1) ', 17],
    ['@ad', 0],
    ['@ad', -1],
    ['', 0],
  ])('is not found in %j at %i', (text, caret) => {
    expect(mentionAt(text, caret)).toBeUndefined();
  });
});
