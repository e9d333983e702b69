import { placeSteps, readPath } from './placeSteps';

const begin = Date.parse('2026-11-27T10:00:00Z');
const at = (seconds: number) => new Date(begin + seconds * 1000).toISOString();
const step = (path: string, from: number | null, to: number | null) => ({
  ...{ path, id: path, name: path, kind: 'wait', status: 'RUNNING', attempt: 1 },
  startedAt: from === null ? null : at(from),
  finishedAt: to === null ? null : at(to),
});

it('bars stand where their steps began, as wide as they took; what runs reaches until now', () => {
  const { bars, ticks } = placeSteps(
    [step('a', 0, 25), step('b', 50, null), step('c', null, null)],
    begin,
    begin + 100_000
  );
  expect(bars.map(({ from, width, tookMs }) => [from, width, tookMs])).toEqual([
    [0, 0.25, 25_000],
    [0.5, 0.5, 50_000],
    [undefined, undefined, undefined],
  ]);
  expect(ticks).toEqual([0, 30_000, 60_000, 90_000]);
});

it('a step that ended after the run, as the clocks of two machines may have it, stays inside', () => {
  const { bars, spanMs } = placeSteps([step('a', -5, 120)], begin, begin + 100_000);
  expect(spanMs).toBe(120_000);
  expect(bars[0]).toMatchObject({ from: 0, width: 1 });
});

it('a run of no time at all still has a scale', () => {
  expect(placeSteps([step('a', 0, 0)], begin, begin)).toMatchObject({ spanMs: 1, ticks: [0, 1] });
});

it.each([
  ['clean', { depth: 0, undoes: false }],
  ['each[2].clean', { depth: 1, undoes: false, turn: 3 }],
  ['a[0].b[4].c', { depth: 2, undoes: false, turn: 5 }],
  ['clean~undo.restore', { depth: 1, undoes: true }],
])('%s is read', (path, read) => expect(readPath(path)).toEqual(read));

it('a step stands as deep as the playbook has it, or as its path says', () => {
  const bars = placeSteps([step('a', 0, 1), step('each[0].b', 0, 1)], begin, begin, new Map([['a', 2]])).bars;
  expect(bars.map(({ depth }) => depth)).toEqual([2, 1]);
});
