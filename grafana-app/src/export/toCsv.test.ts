import { toCsv } from './toCsv';

it('quotes what must be, and keeps other languages', () => {
  expect(
    toCsv(
      ['a', 'b'],
      [
        ['x,y', 'say "hi"'],
        ['line\nbreak', '資料庫'],
        [null, 3],
      ]
    )
  ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"line\nbreak",資料庫\r\n,3\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j is no formula any more', (text) => {
  expect(toCsv([], [[text]])).toMatch(/^\r\n"?'/);
});

it('a number stays a number', () => {
  expect(toCsv([], [[-1]])).toBe('\r\n-1\r\n');
});
