import type { OutboundResult } from '#kit/outbound';
import type { HttpStep } from './run.ts';

/** Whether what came of a request is what the step expects. The status decides; a redirect is not followed. Pure. */
export function judgeAnswer(
  result: OutboundResult,
  expectStatus: HttpStep['expectStatus'],
): { status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT'; outcome: string } {
  if (result.kind === 'failed') return { status: result.reason === 'timeout' ? 'TIMED_OUT' : 'FAILED', outcome: result.reason };
  const isExpected = expectStatus === undefined ? result.status >= 200 && result.status < 300 : expectStatus.includes(result.status);
  return isExpected ? { status: 'SUCCEEDED', outcome: 'succeeded' } : { status: 'FAILED', outcome: 'unexpected_status' };
}
