import { hashKey, type QueryClient, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import type { Answer } from './ask';
import { useLiveState } from './live/LiveContext';
import type { Page, Pages } from './mergeChanges';

/** Rows per request. */
export const PAGE_SIZE = 100;

/** How often is asked while no live events come. */
const POLL_MS = 30_000;

/** So many pages are read again at once after a reconnect; what lies deeper comes back by scrolling. */
const REFRESHED_PAGES = 3;

/** The part of a Relay connection that lists read. */
export interface Connection<Row> {
  totalCount?: number;
  edges: Array<{ node: Row }>;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** Makes a cached page of one answer. */
export function toPage<Row>(connection: Connection<Row>, { warnings }: Answer<unknown>): Page<Row> {
  return {
    rows: connection.edges.map(({ node }) => node),
    total: connection.totalCount,
    endCursor: connection.pageInfo.endCursor ?? null,
    hasNextPage: connection.pageInfo.hasNextPage,
    warnings,
  };
}

/**
 * A list that grows by cursor pages. While the stream is away it asks again from time to time.
 * @param pollMs how often a list that no live event tells of is asked again, by what it holds.
 */
export function useList<Row, OnePage extends Page<Row> = Page<Row>>(
  queryKey: QueryKey,
  read: (after: string | null, signal: AbortSignal) => Promise<OnePage>,
  pollMs?: (pages: readonly OnePage[]) => number | false
) {
  const live = useLiveState();
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.hasNextPage ? page.endCursor : undefined),
    placeholderData: (previous, query) => (isSameBut(query?.queryKey, queryKey) ? previous : undefined),
    refetchInterval: ({ state }) => pollMs?.(state.data?.pages ?? []) ?? (live === 'offline' ? POLL_MS : false),
  });
}

/** Reads the first pages of a list again, since a long list read again as a whole would cost a request a page. */
export function refreshList(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
  queryClient.setQueryData<Pages<unknown>>(queryKey, (list) =>
    list === undefined || list.pages.length <= REFRESHED_PAGES
      ? list
      : { pages: list.pages.slice(0, REFRESHED_PAGES), pageParams: list.pageParams.slice(0, REFRESHED_PAGES) }
  );
  return queryClient.invalidateQueries({ queryKey, exact: true });
}

/** Whether two keys differ in their last part only: the same list with another filter may stand in until the new one is there. */
function isSameBut(before: QueryKey | undefined, now: QueryKey): boolean {
  return before !== undefined && hashKey(before.slice(0, -1)) === hashKey(now.slice(0, -1));
}
