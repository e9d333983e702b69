import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  type AlertFilter,
  type AlertRowFragment,
  AlertsDocument,
  AlertsReceivedDocument,
} from '../../api/generated/graphql';
import { useLive } from '../../api/live/useLive';
import { mergeChanges, type Pages } from '../../api/mergeChanges';
import { byChanged } from '../../api/orders';
import { PAGE_SIZE, refreshList, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** The alerts that match, latest received first, kept fresh by live events. */
export function useAlerts(filter: AlertFilter, onArrival: (ids: string[]) => void) {
  const queryClient = useQueryClient();
  const queryKey = ['alerts', filter];
  const list = usePaged<AlertRowFragment>(queryKey, async (after, signal) => {
    const answer = await ask(AlertsDocument, { filter, first: PAGE_SIZE, after, count: after === null }, signal);
    return toPage(answer.data.alerts, answer);
  });
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
        queryClient.setQueryData(queryKey, mergeChanges(pages, { changed: alerts, removed }, byChanged));
        onArrival(alerts.filter((row) => !known.has(row.id)).map((row) => row.id));
      },
      readAgain: () => refreshList(queryClient, queryKey),
    }
  );
  return list;
}
