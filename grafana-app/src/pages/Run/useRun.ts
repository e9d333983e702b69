import { useEffect, useRef, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import {
  CancelRunDocument,
  GiveFeedbackDocument,
  RunDetailDocument,
  type RunDetailQuery,
  RerunFromDocument,
  RunTouchedDocument,
} from '../../api/generated/graphql';
import { useLiveState } from '../../api/live/LiveContext';
import { useLive } from '../../api/live/useLive';

export type Run = NonNullable<RunDetailQuery['run']>;
export type RunStep = Run['steps'][number];

/** Steps follow each other quickly; the page reads once they pause this long, and at the latest after a second. */
const SETTLE_MS = 150;
const LATEST_MS = 1_000;

const runKey = (id: string) => ['runs', 'run', id];

/** One run, read again whenever the platform says that it moved. */
export function useRun(id: string) {
  const queryClient = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const since = useRef(0);
  const live = useLiveState();
  useEffect(() => () => clearTimeout(timer.current), []);
  const readAgain = () => queryClient.invalidateQueries({ queryKey: runKey(id) });
  useLive(
    RunTouchedDocument,
    { id },
    {
      payload: ({ runChanged }) => runChanged,
      onData: () => {
        const now = Date.now();
        since.current ||= now;
        clearTimeout(timer.current);
        timer.current = setTimeout(
          () => {
            since.current = 0;
            void readAgain();
          },
          Math.max(0, Math.min(SETTLE_MS, since.current + LATEST_MS - now))
        );
      },
      readAgain,
    }
  );
  return useQuery({
    queryKey: runKey(id),
    queryFn: async ({ signal }) => {
      const { data, warnings } = await ask(RunDetailDocument, { id }, signal);
      return { run: found(data.run), warnings };
    },
    refetchInterval: live === 'offline' ? 10_000 : false,
  });
}

export function useRunVerbs(id: string) {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: runKey(id) });
  const cancel = useMutation({ mutationFn: () => ask(CancelRunDocument, { id }), onSettled });
  const judge = useMutation({
    mutationFn: (said: { helped: boolean; text: string | null }) => ask(GiveFeedbackDocument, { runId: id, ...said }),
    onSettled,
  });
  const rerun = useMutation({
    mutationFn: async (path: string) => (await ask(RerunFromDocument, { runId: id, path })).data.rerunFrom,
  });
  return { cancel, judge, rerun };
}

/** The time, each second while something goes on. */
export function useSeconds(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) {
      return;
    }
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
