import { useEffect, useState } from 'react';
import { OutputGrewDocument, type RunnerJobFilter } from '../../api/generated/graphql';
import { useLiveState } from '../../api/live/LiveContext';
import { useLive } from '../../api/live/useLive';
import { createBell, type Bell } from './createBell';

/** How often it is looked for more while nothing can be heard. */
const OFFLINE_MS = 3_000;

/** A bell that rings when jobs of runners that match the filter move: print something, begin or end; and when that may have been missed. */
export function useBell(filter: RunnerJobFilter): Bell {
  const [bell] = useState(createBell);
  const isOffline = useLiveState() === 'offline';
  useLive(
    OutputGrewDocument,
    { filter },
    {
      payload: ({ runnerJobChanged }) => runnerJobChanged,
      onData: ({ runnerJobChanged }) => {
        if (runnerJobChanged.runnerJobs.length > 0) {
          bell.ring();
        }
      },
      readAgain: async () => bell.ring(),
    }
  );
  useEffect(() => {
    if (!isOffline) {
      return;
    }
    const timer = setInterval(bell.ring, OFFLINE_MS);
    return () => clearInterval(timer);
  }, [bell, isOffline]);
  return bell;
}
