import { diffText } from './diffText';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');
const look = (before: string, after: string) =>
  diffText(before, after).map(
    ({ kind, text, before: old, after: fresh }) => `${kind[0]} ${old ?? ''} ${fresh ?? ''} ${text}`
  );

it('changed lines stand among a few that are not, with their numbers', () => {
  expect(look(numbered(20), numbered(20).replace('line 10', 'changed'))).toEqual([
    's   6',
    's 7 7 line 7',
    's 8 8 line 8',
    's 9 9 line 9',
    'r 10  line 10',
    'a  10 changed',
    's 11 11 line 11',
    's 12 12 line 12',
    's 13 13 line 13',
    's   7',
  ]);
});

it('equal texts have no differences, also when only the last end of line is missing', () => {
  expect(diffText('a\nb', 'a\nb\n')).toEqual([]);
});

it('a text out of nothing is all new', () => {
  expect(look('', 'a\n')).toEqual(['a  1 a']);
});
