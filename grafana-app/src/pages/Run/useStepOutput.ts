import { useEffect, useState } from 'react';
import { ask } from '../../api/ask';
import { RunOutputDocument } from '../../api/generated/graphql';
import { followOutput, type Written } from '../../components/RunOutput/followOutput';
import { useBell } from '../../components/RunOutput/useBell';

/** What a step's program writes, piece by piece as it comes; undefined while it has written nothing and none of it was asked for. */
export function useStepOutput(runId: string, path: string): Written | undefined {
  const [written, setWritten] = useState<Written & { of: string }>();
  const bell = useBell({ runId, path });
  const of = `${runId} ${path}`;
  useEffect(() => {
    const stop = new AbortController();
    void followOutput(
      async (after, signal) => (await ask(RunOutputDocument, { runId, path, after }, signal)).data.runOutput,
      bell,
      stop.signal,
      (next) => setWritten({ ...next, of: `${runId} ${path}` })
    );
    return () => stop.abort();
  }, [runId, path, bell]);
  return written?.of === of ? written : undefined;
}
