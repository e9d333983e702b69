import React from 'react';
import { Counter } from '@grafana/ui';
import { useWaitingCount } from './useApprovals';

/** Beside the name of the page in its tab: how many approvals wait for the viewer. */
export function WaitingCount() {
  const count = useWaitingCount();
  return count > 0 ? <Counter value={count} /> : null;
}
