import { useMemo } from 'react';
import type { QueryKey } from '@tanstack/react-query';
import type { Page } from './mergeChanges';
import { useList } from './useList';

/** A page that also brings something about what its rows belong to. */
export type PageWith<Row, Extra> = Page<Row> & { extra?: Extra };

/** A paged list flattened into its rows, with the total and whatever else its first page brought. */
export function usePaged<Row, Extra = never>(
  queryKey: QueryKey,
  read: (after: string | null, signal: AbortSignal) => Promise<PageWith<Row, Extra>>,
  pollMs?: (pages: ReadonlyArray<PageWith<Row, Extra>>) => number | false
) {
  const list = useList<Row, PageWith<Row, Extra>>(queryKey, read, pollMs);
  const { data } = list;
  return useMemo(
    () => ({
      ...list,
      rows: data?.pages.flatMap((page) => page.rows) ?? [],
      total: data?.pages[0]?.total,
      extra: data?.pages[0]?.extra,
      warnings: data?.pages.flatMap((page) => page.warnings) ?? [],
    }),
    [list, data]
  );
}
