import type { Deed, Step } from '../../playbook/definition.ts';

/** What keeps an attempt from being made again, whatever its step says: it would end in the same way, or nobody knows what it did. */
const hopeless: readonly string[] = [
  'template_failed',
  'expression_failed',
  'invalid_request',
  'target_refused',
  'credential_unknown',
  'rejected',
  'worker_lost',
];

/**
 * Whether a step that did not succeed is tried again, and after how many milliseconds; null for never. One that got no answer in time may have been done:
 * it is tried again only where twice does no harm. Pure.
 */
export function judgeAttempt(
  step: Step | Deed,
  attempt: number,
  { status, outcome }: { status: 'FAILED' | 'TIMED_OUT'; outcome: string },
  isRepeatable: boolean,
): { retryInMs: number } | null {
  const retry = 'retry' in step ? step.retry : undefined;
  if (!retry || attempt >= retry.attempts || hopeless.includes(outcome)) return null;
  if (status === 'TIMED_OUT' && !isRepeatable) return null;
  return { retryInMs: Math.min(retry.delaySeconds * 1_000 * retry.factor ** (attempt - 1), longestDelayMs) };
}

const longestDelayMs = 86_400_000;
