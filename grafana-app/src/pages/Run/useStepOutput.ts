import { useEffect, useState } from 'react';
import { ask } from '../../api/ask';
import { RunOutputDocument } from '../../api/generated/graphql';
import { createOutputReader, type Output } from '../../components/RunOutput/createOutputReader';

/** How long is waited for more after nothing came. */
const PAUSE_MS = 1_000;

interface Written {
  output: Output;
  /** Whether more may come. */
  isLive: boolean;
  error: unknown;
}

/** What a step's program writes, piece by piece as it comes; undefined while it has written nothing and none of it was asked for. */
export function useStepOutput(runId: string, path: string): Written | undefined {
  const [written, setWritten] = useState<Written & { of: string }>();
  const of = `${runId} ${path}`;
  useEffect(() => {
    const stop = new AbortController();
    void readAll(runId, path, stop.signal, (next) => setWritten({ ...next, of: `${runId} ${path}` }));
    return () => stop.abort();
  }, [runId, path]);
  return written?.of === of ? written : undefined;
}

async function readAll(runId: string, path: string, signal: AbortSignal, show: (written: Written) => void) {
  const reader = createOutputReader();
  let after = 0;
  let isComplete = false;
  try {
    while (!isComplete && !signal.aborted) {
      const piece = (await ask(RunOutputDocument, { runId, path, after }, signal)).data.runOutput;
      if (signal.aborted) {
        return;
      }
      if (piece) {
        reader.push(piece.text);
        isComplete = piece.isComplete;
        show({ output: reader.read(), isLive: !isComplete, error: null });
      }
      if (!isComplete && (!piece || piece.end === after)) {
        await pause(signal);
      }
      after = piece?.end ?? after;
    }
  } catch (error) {
    if (!signal.aborted) {
      show({ output: reader.read(), isLive: false, error });
    }
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
