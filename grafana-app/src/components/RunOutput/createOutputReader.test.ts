import { createOutputReader } from './createOutputReader';

const E = '\u001b';
function read(...pieces: string[]) {
  const reader = createOutputReader();
  pieces.forEach((piece) => reader.push(piece));
  return reader.read().lines;
}

it('lines are put together from pieces, and one that is not yet whole is shown', () => {
  expect(read('one\ntw', 'o\nthr').map(({ number, text }) => `${number} ${text}`)).toEqual(['1 one', '2 two', '3 thr']);
});

it('colours go on over lines and pieces until they are taken back', () => {
  const [first, second, third] = read(`a${E}[31mred\nstill`, ` red${E}[0m plain\nplain\n`);
  expect(first?.stretches).toEqual([{ text: 'a' }, { text: 'red', color: 'red' }]);
  expect(second?.stretches).toEqual([{ text: 'still red', color: 'red' }, { text: ' plain' }]);
  expect(third?.stretches).toEqual([{ text: 'plain' }]);
  expect(second?.text).toBe('still red plain');
});

it('bright, palette, exact and reversed colours and decorations are told apart', () => {
  const [line] = read(
    `${E}[1;92mok${E}[0m${E}[38;5;208mo${E}[0m${E}[48;2;1;2;3mb${E}[0m${E}[7;31mr${E}[0m${E}[3;4mi${E}[0m\n`
  );
  expect(line?.stretches).toEqual([
    { text: 'ok', color: 'bright-green', bold: true },
    { text: 'o', color: '255, 135, 0' },
    { text: 'b', background: '1, 2, 3' },
    { text: 'r', color: 'black', background: 'red' },
    { text: 'i', italic: true, underline: true },
  ]);
});

it('a colour outlives the sequence that grep writes behind it', () => {
  expect(read(`a${E}[01;31m${E}[Kfound${E}[m${E}[K b\n`)[0]?.stretches).toEqual([
    { text: 'a' },
    { text: 'found', color: 'red', bold: true },
    { text: ' b' },
  ]);
});

it('a carriage return writes a line anew, and the end of a Windows line is none', () => {
  expect(read('10%\r50%\r100%\nok\r\n').map(({ text }) => text)).toEqual(['100%', 'ok']);
  expect(read('10%\r50%').map(({ text }) => text)).toEqual(['50%']);
});

it('movements of the cursor, titles and control characters are left out', () => {
  expect(read(`${E}[2K${E}[1Aup${E}]0;title\u0007 and\u0000 on\n`).map(({ text }) => text)).toEqual(['up and on']);
});

it('what comes from standard error is told apart, also in the middle of a line', () => {
  const reader = createOutputReader();
  reader.push('half');
  reader.push('bad\n', true);
  expect(reader.read().lines).toMatchObject([
    { text: 'half', isError: false },
    { text: 'bad', isError: true },
  ]);
});

it('only the last lines are kept, with the numbers they have, and long lines are cut', () => {
  const reader = createOutputReader(100);
  for (let piece = 0; piece < 50; piece += 1) {
    reader.push(Array.from({ length: 10 }, (_, line) => `line ${piece * 10 + line + 1}\n`).join(''));
  }
  const { lines, dropped } = reader.read();
  expect(lines.length).toBeLessThanOrEqual(120);
  expect(lines.length + dropped).toBe(500);
  expect(lines.at(-1)).toMatchObject({ number: 500, text: 'line 500' });
  expect(read(`${'x'.repeat(50_000)}\n`)[0]?.text).toHaveLength(10_000);
});

it('a hundred thousand coloured lines are read within a second or two', () => {
  const began = performance.now();
  const reader = createOutputReader();
  reader.push(`${E}[32mok${E}[0m all is well here\n`.repeat(100_000));
  expect(reader.read().lines).toHaveLength(50_000);
  expect(performance.now() - began).toBeLessThan(4_000);
});
