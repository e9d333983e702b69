import type { Prisma, RunnerJob } from '#prisma/generated/client';
import { z } from 'zod';
import type { ActionEnd } from '../actions/actionKinds.ts';

/** What a job's row keeps of its end beyond its outcome. */
export const storedResult = z.object({ value: z.json().optional(), detail: z.string().optional(), tail: z.string().optional() }).nullable();

/** The end of the step that waited for a job which has ended. Pure. */
export function endOfStep({ id, status, outcome, exitCode, result }: RunnerJob): Exclude<ActionEnd, { status: 'WAITING' }> {
  const { value = null, detail, tail = '' } = storedResult.parse(result) ?? {};
  const output: Prisma.InputJsonObject = { jobId: id, exitCode, text: tail, result: value };
  const error = detail ?? (outcome === 'exit_code' ? `It ended with ${exitCode}.` : null);
  switch (status) {
    case 'SUCCEEDED':
      return { status: 'SUCCEEDED', outcome: 'succeeded', output };
    case 'TIMED_OUT':
    case 'LOST':
      // Nobody knows what it did: it counts as one that gave no answer in time.
      return { status: 'TIMED_OUT', outcome: outcome ?? 'timeout', error, output };
    default:
      return { status: 'FAILED', outcome: outcome ?? 'runner_failed', error, output };
  }
}
