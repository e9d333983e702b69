import { useCallback, useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  type IncidentFilter,
  type IncidentRowFragment,
  IncidentsChangedDocument,
  IncidentsDocument,
} from '../../api/generated/graphql';
import { useLive } from '../../api/live/useLive';
import { mergeChanges, type Pages } from '../../api/mergeChanges';
import { byOpened } from '../../api/orders';
import { useHeld } from '../../api/useHeld';
import { PAGE_SIZE, refreshList, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/**
 * The incidents that match, growing by pages and kept fresh by live events. What changes, changes in place; what comes in while the reader is
 * further down waits in `held`. `onArrival` hears of those that were just put in.
 */
export function useIncidents(filter: IncidentFilter, onArrival: (ids: string[]) => void) {
  const queryClient = useQueryClient();
  const queryKey = ['incidents', filter];
  const key = JSON.stringify(filter);
  const list = usePaged<IncidentRowFragment>(queryKey, async (after, signal) => {
    const answer = await ask(IncidentsDocument, { filter, first: PAGE_SIZE, after, count: after === null }, signal);
    return toPage(answer.data.incidents, answer);
  });
  const merge = useCallback(
    (changed: IncidentRowFragment[], removed: string[]) =>
      queryClient.setQueryData<Pages<IncidentRowFragment>>(['incidents', JSON.parse(key)], (pages) =>
        pages === undefined ? pages : mergeChanges(pages, { changed, removed }, byOpened)
      ),
    [queryClient, key]
  );
  const show = useCallback(
    (rows: IncidentRowFragment[]) => {
      merge(rows, []);
      onArrival(rows.map(({ id }) => id));
    },
    [merge, onArrival]
  );
  const held = useHeld(show);
  const { clear, hold, isAtTop } = held;
  useEffect(() => clear, [clear, key]);
  useLive(
    IncidentsChangedDocument,
    { filter },
    {
      payload: ({ incidentChanged }) => incidentChanged,
      onData: ({ incidentChanged: { incidents, removed } }) => {
        const pages = queryClient.getQueryData<Pages<IncidentRowFragment>>(queryKey);
        if (pages === undefined) {
          return;
        }
        const known = new Set(pages.pages.flatMap((page) => page.rows.map((row) => row.id)));
        const fresh = incidents.filter((row) => !known.has(row.id));
        // What is new stands above the first row; a change of one that lies beyond what is loaded is not new.
        const [first] = pages.pages.flatMap((page) => page.rows);
        const above = fresh.filter((row) => first === undefined || byOpened(row, first) < 0);
        if (isAtTop()) {
          merge(incidents, removed);
          onArrival(fresh.map((row) => row.id));
        } else {
          merge(
            incidents.filter((row) => !above.includes(row)),
            removed
          );
          hold(above, removed);
        }
      },
      readAgain: () => {
        clear();
        return refreshList(queryClient, queryKey);
      },
    }
  );
  return { ...list, held };
}
