import type { OutboundResult } from '#kit/outbound';
import { type AttemptOutcome, consequences } from './outcomes.ts';

/** What one attempt came to. `retryAfter` is in seconds, as the receiver asked. */
export type AttemptJudgement = {
  verdict: 'delivered' | 'retry' | 'give_up';
  outcome: AttemptOutcome;
  httpStatus: number | null;
  detail: string | null;
  retryAfter: number | null;
  /** What the service calls the message. */
  providerId?: string;
};

/** The judgement of an outcome that a service named in its own words. Pure. */
export function judgeOutcome(outcome: AttemptOutcome, facts: { detail: string; httpStatus?: number; retryAfter?: number | null }): AttemptJudgement {
  return {
    verdict: consequences[outcome].verdict,
    outcome,
    httpStatus: facts.httpStatus ?? null,
    detail: keepText(facts.detail),
    retryAfter: facts.retryAfter ?? null,
  };
}

/** Most characters kept of what the receiver said. */
const detailLimit = 500;

/** Judges what came of a request: 2xx is delivered, whatever became of the answer's body; a redirect is not followed. Pure. */
export function judgeAttempt(result: OutboundResult): AttemptJudgement {
  if (result.kind === 'failed') {
    return {
      verdict: consequences[result.reason].verdict,
      outcome: result.reason,
      httpStatus: null,
      detail: keepText(result.detail),
      retryAfter: null,
    };
  }
  const outcome = nameStatus(result.status);
  return {
    verdict: consequences[outcome].verdict,
    outcome,
    httpStatus: result.status,
    detail: outcome === 'delivered' ? null : keepText(result.body),
    retryAfter: result.retryAfter,
  };
}

function nameStatus(status: number): AttemptOutcome {
  if (status >= 500) return 'http_5xx';
  if (status === 408 || status === 425 || status === 429) return `http_${status}`;
  if (status >= 400) return 'http_4xx';
  if (status >= 300) return 'http_3xx';
  return 'delivered';
}

/** PostgreSQL's text holds no NUL. */
function keepText(text: string): string | null {
  const kept = text.replaceAll('\0', '\uFFFD').slice(0, detailLimit).toWellFormed();
  return kept === '' ? null : kept;
}
