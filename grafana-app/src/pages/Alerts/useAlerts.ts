import { useCallback, useEffect } from 'react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  AlertFacetsDocument,
  type AlertFilter,
  type AlertRowFragment,
  AlertsDocument,
  AlertsReceivedDocument,
} from '../../api/generated/graphql';
import { useLive } from '../../api/live/useLive';
import { mergeChanges, type Pages } from '../../api/mergeChanges';
import { byChanged } from '../../api/orders';
import { useHeld } from '../../api/useHeld';
import { PAGE_SIZE, refreshList, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** How often counts are read again. */
const REFRESH_MS = 30_000;

/** How the alerts of a filter divide; undefined until that is known, and when it cannot be. */
export function useAlertFacets(filter: AlertFilter) {
  return useQuery({
    queryKey: ['alert-facets', filter],
    queryFn: async ({ signal }) => (await ask(AlertFacetsDocument, { filter }, signal)).data.alertFacets,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  }).data;
}

/** The alerts that match, kept fresh by live events; what comes in while the reader is further down waits in `held`. */
export function useAlerts(filter: AlertFilter, onArrival: (ids: string[]) => void) {
  const queryClient = useQueryClient();
  const queryKey = ['alerts', filter];
  const key = JSON.stringify(filter);
  const list = usePaged<AlertRowFragment>(queryKey, async (after, signal) => {
    const answer = await ask(AlertsDocument, { filter, first: PAGE_SIZE, after, count: after === null }, signal);
    return toPage(answer.data.alerts, answer);
  });
  const merge = useCallback(
    (changed: AlertRowFragment[], removed: string[]) =>
      queryClient.setQueryData<Pages<AlertRowFragment>>(['alerts', JSON.parse(key)], (pages) =>
        pages === undefined ? pages : mergeChanges(pages, { changed, removed }, byChanged)
      ),
    [queryClient, key]
  );
  const show = useCallback(
    (rows: AlertRowFragment[]) => {
      merge(rows, []);
      onArrival(rows.map(({ id }) => id));
    },
    [merge, onArrival]
  );
  const held = useHeld(show);
  const { clear, hold, isAtTop } = held;
  useEffect(() => clear, [clear, key]);
  useLive(
    AlertsReceivedDocument,
    { filter },
    {
      payload: ({ alertReceived }) => alertReceived,
      onData: ({ alertReceived: { alerts, removed } }) => {
        const pages = queryClient.getQueryData<Pages<AlertRowFragment>>(queryKey);
        if (pages === undefined) {
          return;
        }
        const known = new Set(pages.pages.flatMap((page) => page.rows.map((row) => row.id)));
        const fresh = alerts.filter((row) => !known.has(row.id));
        if (isAtTop()) {
          merge(alerts, removed);
          onArrival(fresh.map((row) => row.id));
          return;
        }
        // A change moves an alert to the top of this list, so everything that comes waits above; what is gone goes at once.
        const [first] = pages.pages.flatMap((page) => page.rows);
        const above = alerts.filter((row) => first === undefined || byChanged(row, first) < 0);
        merge(
          alerts.filter((row) => !above.includes(row)),
          removed
        );
        hold(above, removed);
      },
      readAgain: () => {
        clear();
        return refreshList(queryClient, queryKey);
      },
    }
  );
  return { ...list, held };
}
