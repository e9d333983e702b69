import type { OutboundResult } from '#kit/outbound';
import type { z } from 'zod';
import { type AttemptJudgement, judgeAttempt, judgeOutcome } from '../delivery/judgeAttempt.ts';
import type { AttemptOutcome } from '../delivery/outcomes.ts';

/** What a service's own answer says: the id that it gave the message, or why it refuses. */
export type ServiceWord = { providerId?: string } | { refused: AttemptOutcome; detail: string; retryAfter?: number | null };

/**
 * Judges the answer of a service that says more than HTTP does: its body, when it has the shape that the service documents, has the last word. A body
 * of another shape, as of a proxy on the way, leaves it at the status. Pure.
 */
export function judgeAnswer<Body>(
  result: OutboundResult,
  shape: z.ZodType<Body>,
  read: (body: Body, status: number) => ServiceWord | null,
): AttemptJudgement {
  const byStatus = judgeAttempt(result);
  if (result.kind === 'failed') return byStatus;
  const body = shape.safeParse(parseJson(result.body));
  const word = body.success ? read(body.data, result.status) : null;
  if (word === null) return byStatus;
  if ('refused' in word) {
    return judgeOutcome(word.refused, { detail: word.detail, httpStatus: result.status, retryAfter: word.retryAfter ?? result.retryAfter });
  }
  return {
    ...byStatus,
    verdict: 'delivered',
    outcome: 'delivered',
    detail: null,
    ...(word.providerId !== undefined && { providerId: word.providerId }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the status is all that there is to judge by.
    return undefined;
  }
}
