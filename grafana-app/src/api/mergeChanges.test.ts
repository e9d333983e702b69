import { mergeChanges, type Pages } from './mergeChanges';

interface Row {
  id: string;
  at: number;
  word?: string;
}

const newestFirst = (a: Row, b: Row) => b.at - a.at;

function list(hasMore: boolean, ...pages: Row[][]): Pages<Row> {
  return {
    pages: pages.map((rows, index) => ({
      rows,
      total: index === 0 ? 100 : undefined,
      endCursor: `c${index}`,
      hasNextPage: index < pages.length - 1 || hasMore,
      warnings: [],
    })),
    pageParams: pages.map((_, index) => (index === 0 ? null : `c${index - 1}`)),
  };
}

const idsOf = (pages: Pages<Row>) => pages.pages.map((page) => page.rows.map(({ id }) => id));
const loaded = () =>
  list(
    true,
    [
      { id: 'e', at: 50 },
      { id: 'd', at: 40 },
    ],
    [
      { id: 'c', at: 30 },
      { id: 'b', at: 20 },
    ]
  );

describe('mergeChanges', () => {
  it('puts a new row where the order has it', () => {
    const merged = mergeChanges(loaded(), { changed: [{ id: 'new', at: 45 }], removed: [] }, newestFirst);
    expect(idsOf(merged)).toEqual([
      ['e', 'new', 'd'],
      ['c', 'b'],
    ]);
    expect(merged.pages[0]?.total).toBe(101);
  });

  it('updates in place without touching other rows or the total', () => {
    const before = loaded();
    const merged = mergeChanges(before, { changed: [{ id: 'c', at: 30, word: 'changed' }], removed: [] }, newestFirst);
    expect(idsOf(merged)).toEqual([
      ['e', 'd'],
      ['c', 'b'],
    ]);
    expect(merged.pages[1]?.rows[0]?.word).toBe('changed');
    expect(merged.pages[0]?.rows[0]).toBe(before.pages[0]?.rows[0]);
    expect(merged.pages[0]?.total).toBe(100);
  });

  it('moves a row whose place in the order changed', () => {
    const merged = mergeChanges(loaded(), { changed: [{ id: 'b', at: 99 }], removed: [] }, newestFirst);
    expect(idsOf(merged)).toEqual([['b', 'e', 'd'], ['c']]);
  });

  it('drops removed rows and counts only those it had', () => {
    const merged = mergeChanges(loaded(), { changed: [], removed: ['d', 'unheard-of'] }, newestFirst);
    expect(idsOf(merged)).toEqual([['e'], ['c', 'b']]);
    expect(merged.pages[0]?.total).toBe(99);
  });

  it('leaves out what belongs after all that is loaded', () => {
    const merged = mergeChanges(loaded(), { changed: [{ id: 'old', at: 1 }], removed: [] }, newestFirst);
    expect(idsOf(merged)).toEqual([
      ['e', 'd'],
      ['c', 'b'],
    ]);
    expect(merged.pages[0]?.total).toBe(100);
  });

  it('appends it when the list is loaded to its end', () => {
    const merged = mergeChanges(
      list(false, [{ id: 'e', at: 50 }]),
      { changed: [{ id: 'old', at: 1 }], removed: [] },
      newestFirst
    );
    expect(idsOf(merged)).toEqual([['e', 'old']]);
  });

  it('fills an empty list', () => {
    const merged = mergeChanges(list(false, []), { changed: [{ id: 'first', at: 1 }], removed: [] }, newestFirst);
    expect(idsOf(merged)).toEqual([['first']]);
  });

  it('does not change what it was given', () => {
    const before = loaded();
    mergeChanges(before, { changed: [{ id: 'new', at: 45 }], removed: ['e'] }, newestFirst);
    expect(before).toEqual(loaded());
  });
});
