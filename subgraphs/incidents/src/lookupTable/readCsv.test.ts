import { mostRows, readCsv, requireCsv } from './readCsv.ts';

test('a table with a header, quoted cells, a byte order mark and empty lines', () => {
  expect(readCsv('\uFEFFservice, team\n"checkout, eu",payments\n\nsearch,"say ""hi"""\n')).toEqual({
    csv: {
      columns: ['service', 'team'],
      rows: [
        ['checkout, eu', 'payments'],
        ['search', 'say "hi"'],
      ],
    },
    problems: [],
  });
});

test('every line that is wrong is named, by the line that an editor shows', () => {
  const { csv, problems } = readCsv('service,team\na,b\nc\nd,e,f\n');
  expect(csv).toBeNull();
  expect(problems).toEqual([
    { line: 3, message: 'The row has 1 cells; the header has 2.' },
    { line: 4, message: 'The row has 3 cells; the header has 2.' },
  ]);
});

test.each([
  ['', 1, /empty/],
  ['a,a\n1,2', 1, /twice/],
  ['a,\n1,2', 1, /Column 2 needs a name/],
  ['a,b', 2, /no row/],
  ['a,b\n"1,2', 2, /Quote/],
  [`a\n${'x'.repeat(1_001)}`, 2, /1001 characters/],
  ['a\nx\0y', 2, /cannot be stored/],
])('%j is refused', (text, line, message) => {
  expect(readCsv(text).problems[0]).toEqual({ line, message: expect.stringMatching(message) });
});

test('the ten thousandth row is read and the next is refused', () => {
  const lines = (count: number) => `key\n${Array.from({ length: count }, (_, at) => `k${at}`).join('\n')}`;
  expect(readCsv(lines(mostRows)).csv?.rows).toHaveLength(mostRows);
  expect(readCsv(lines(mostRows + 1)).problems).toEqual([{ line: mostRows + 2, message: expect.stringMatching(/10001 rows/) }]);
});

test('what is required says which lines stop it', () => {
  expect(() => requireCsv('a,b\n1')).toThrow(/line 2: The row has 1 cells/);
});
