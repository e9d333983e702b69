import type { InfiniteData } from '@tanstack/react-query';
import type { ApiError } from './errors';

/** One page of a list as the cache keeps it. */
export interface Page<Row> {
  rows: Row[];
  /** How many rows match in all, counted up to the platform's limit; only on the first page. */
  total?: number;
  endCursor: string | null;
  hasNextPage: boolean;
  warnings: ApiError[];
}

export type Pages<Row> = InfiniteData<Page<Row>, string | null>;

/** What a live event says about a list. */
export interface Changes<Row> {
  changed: Row[];
  removed: string[];
}

/**
 * Works a live event into the loaded pages: removed rows leave, changed rows stand where the order now puts them, new rows
 * come in. A row that belongs after everything loaded is left out, since loading more will bring it.
 * @param order negative when the first row stands before the second.
 */
export function mergeChanges<Row extends { id: string }>(
  pages: Pages<Row>,
  { changed, removed }: Changes<Row>,
  order: (a: Row, b: Row) => number
): Pages<Row> {
  const known = new Set(pages.pages.flatMap((page) => page.rows.map((row) => row.id)));
  const leaving = new Set([...removed, ...changed.map((row) => row.id)]);
  const kept = pages.pages.map((page) => ({ ...page, rows: page.rows.filter((row) => !leaving.has(row.id)) }));
  const placed = changed.filter((row) => place(kept, row, order));

  const gained = placed.filter((row) => !known.has(row.id)).length;
  const lost = removed.filter((id) => known.has(id)).length;
  return {
    ...pages,
    pages: kept.map((page, index) =>
      index === 0 && page.total !== undefined ? { ...page, total: Math.max(0, page.total + gained - lost) } : page
    ),
  };
}

/** Puts the row into the first page that reaches past it; false when it belongs after all that is loaded. */
function place<Row>(pages: Array<Page<Row>>, row: Row, order: (a: Row, b: Row) => number): boolean {
  for (const [index, page] of pages.entries()) {
    const at = page.rows.findIndex((other) => order(row, other) < 0);
    const isEnd = index === pages.length - 1 && !page.hasNextPage;
    if (at >= 0 || isEnd) {
      page.rows.splice(at >= 0 ? at : page.rows.length, 0, row);
      return true;
    }
  }
  return false;
}
