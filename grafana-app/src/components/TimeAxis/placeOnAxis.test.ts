import { clusterMarks, placeStretch, rangeOf, ticksOf } from './placeOnAxis';

const minute = 60_000;
const at = (minutes: number) => new Date(minutes * minute).toISOString();

describe('the range of the axis', () => {
  it('begins with the earliest alert and ends when the incident did', () => {
    const { from, to } = rangeOf({ openedAt: at(100), resolvedAt: at(200) }, [at(60)], 500 * minute);
    expect(from).toBeCloseTo((60 - 2.8) * minute);
    expect(to).toBeCloseTo((200 + 2.8) * minute);
  });

  it('does not let an alert of last week squeeze the incident into a line', () => {
    const { from } = rangeOf({ openedAt: at(10_000) }, [at(0)], 10_010 * minute);
    expect(from).toBeGreaterThan(9_985 * minute);
  });

  it('has a length even in the first second', () => {
    const { from, to } = rangeOf({ openedAt: at(100) }, [], 100 * minute);
    expect(to - from).toBeGreaterThanOrEqual(minute);
  });
});

describe('a bar', () => {
  const range = { from: 100, to: 200 };
  it.each([
    ['inside', 120, 150, { left: 20, width: 30, cutLeft: false }],
    ['begun before the axis', 0, 150, { left: 0, width: 50, cutLeft: true }],
    ['going on after it', 150, 999, { left: 50, width: 50, cutLeft: false }],
    ['over before it', 0, 50, undefined],
  ])('%s', (_case, start, end, place) => {
    expect(placeStretch(range, start, end)).toEqual(place);
  });
});

describe('marks', () => {
  it('that would stand on each other become one', () => {
    const clusters = clusterMarks({ from: 0, to: 100 }, [{ at: 52 }, { at: 10 }, { at: 50 }, { at: 90 }], 5);
    expect(clusters.map(({ left, marks }) => [left, marks.length])).toEqual([
      [10, 1],
      [50, 2],
      [90, 1],
    ]);
  });

  it('outside stand at the edge', () => {
    expect(clusterMarks({ from: 0, to: 100 }, [{ at: -5 }, { at: 500 }], 5).map(({ left }) => left)).toEqual([0, 100]);
  });
});

describe('ticks', () => {
  it('are round times, and no more than wanted', () => {
    expect(ticksOf({ from: 3 * minute, to: 64 * minute }, 5, 0)).toEqual([15, 30, 45, 60].map((tick) => tick * minute));
  });

  it('are round in the zone of the person', () => {
    const [first] = ticksOf({ from: 0, to: 600 * minute }, 11, 30 * minute);
    expect(first).toBe(30 * minute);
  });
});
