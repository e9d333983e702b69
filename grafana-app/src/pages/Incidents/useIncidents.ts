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
import { PAGE_SIZE, refreshList, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** The incidents that match, growing by pages and kept fresh by live events. `onArrival` hears of those that just came in. */
export function useIncidents(filter: IncidentFilter, onArrival: (ids: string[]) => void) {
  const queryClient = useQueryClient();
  const queryKey = ['incidents', filter];
  const list = usePaged<IncidentRowFragment>(queryKey, async (after, signal) => {
    const answer = await ask(IncidentsDocument, { filter, first: PAGE_SIZE, after, count: after === null }, signal);
    return toPage(answer.data.incidents, answer);
  });
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
        queryClient.setQueryData(queryKey, mergeChanges(pages, { changed: incidents, removed }, byOpened));
        onArrival(incidents.filter((row) => !known.has(row.id)).map((row) => row.id));
      },
      readAgain: () => refreshList(queryClient, queryKey),
    }
  );
  return list;
}
