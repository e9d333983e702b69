import { useCallback, useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { type RunFilter, type RunRowFragment, RunChangedDocument, RunsDocument } from '../../api/generated/graphql';
import { useLive } from '../../api/live/useLive';
import { mergeChanges, type Pages } from '../../api/mergeChanges';
import { byCreated } from '../../api/orders';
import { useHeld } from '../../api/useHeld';
import { refreshList, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

const PAGE_SIZE = 100;

/** The runs that match, newest first, growing by pages and kept fresh by live events; what comes in while the reader is further down waits in `held`. */
export function useRuns(filter: RunFilter) {
  const queryClient = useQueryClient();
  const queryKey = ['runs', 'list', filter];
  const key = JSON.stringify(filter);
  const list = usePaged<RunRowFragment>(queryKey, async (after, signal) => {
    const answer = await ask(RunsDocument, { filter, first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.runs, answer);
  });
  const merge = useCallback(
    (changed: RunRowFragment[], removed: string[]) =>
      queryClient.setQueryData<Pages<RunRowFragment>>(['runs', 'list', JSON.parse(key)], (pages) =>
        pages === undefined ? pages : mergeChanges(pages, { changed, removed }, byCreated)
      ),
    [queryClient, key]
  );
  const show = useCallback((rows: RunRowFragment[]) => merge(rows, []), [merge]);
  const held = useHeld(show);
  const { clear, hold, isAtTop } = held;
  useEffect(() => clear, [clear, key]);
  useLive(
    RunChangedDocument,
    { filter },
    {
      payload: ({ runChanged }) => runChanged,
      onData: ({ runChanged: { runs, removed } }) => {
        const rows = queryClient.getQueryData<Pages<RunRowFragment>>(queryKey)?.pages.flatMap((page) => page.rows);
        if (rows === undefined) {
          return;
        }
        const known = new Set(rows.map(({ id }) => id));
        const [first] = rows;
        const above = runs.filter((run) => !known.has(run.id) && (first === undefined || byCreated(run, first) < 0));
        const waits = isAtTop() ? [] : above;
        merge(
          runs.filter((run) => !waits.includes(run)),
          removed
        );
        hold(waits, removed);
      },
      readAgain: () => {
        clear();
        return refreshList(queryClient, queryKey);
      },
    }
  );
  return { ...list, held };
}
