import type { OutboundResult } from '#kit/outbound';
import type { HttpStep } from '../../playbook/steps.ts';
import type { ActionEnd } from '../actionKinds.ts';

/** Whether what came of a request is what the step expects. The status decides; a redirect is not followed. Pure. */
export function judgeAnswer(result: OutboundResult, expectStatus: HttpStep['expectStatus']): Pick<ActionEnd, 'status' | 'outcome'> {
  if (result.kind === 'failed') return { status: result.reason === 'timeout' ? 'TIMED_OUT' : 'FAILED', outcome: result.reason };
  const isExpected = expectStatus === undefined ? result.status >= 200 && result.status < 300 : [expectStatus].flat().includes(result.status);
  return isExpected ? { status: 'SUCCEEDED', outcome: 'succeeded' } : { status: 'FAILED', outcome: 'unexpected_status' };
}
