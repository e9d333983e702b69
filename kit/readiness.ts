import { DeadlinePassed, withDeadline } from './deadline.ts';
import { toAppError } from './errors.ts';
import type { HttpResponse } from './serve.ts';

/**
 * One thing that a process works with. What is `not ready` stops service, so no request should be sent here; what is `degraded` is missed, but
 * requests are answered without it.
 */
export type Readiness = { name: string; state: 'ready' | 'degraded' | 'not ready'; detail?: string };

/** How long a part may take to answer. Parts are asked side by side, so `/readyz` takes no longer either. */
const patienceMs = 2_000;

/** Asks one part; `without` is what its absence means. Never rejects: that it does not answer is the result. */
export async function judgePart(
  name: string,
  without: 'degraded' | 'not ready',
  check: (signal: AbortSignal) => Promise<unknown>,
  deadlineMs = patienceMs,
): Promise<Readiness> {
  try {
    await withDeadline(deadlineMs, check);
    return { name, state: 'ready' };
  } catch (error) {
    // Anybody may ask, so only words of our own go out, and no address of a driver's message.
    return { name, state: without, detail: error instanceof DeadlinePassed ? error.message : toAppError(error).message };
  }
}

/** The body of `/readyz`: names of what is ready, names and details of what is not. */
export type ReadinessBody = {
  status: Readiness['state'];
  ready: string[];
  degraded: Omit<Readiness, 'state'>[];
  notReady: Omit<Readiness, 'state'>[];
};

/**
 * The answer of `/readyz`: 503 when something stops service, otherwise 200; everything that is not as it should be is named. A part that
 * several report on is as bad as the worst of them says.
 */
export function readinessAnswer(parts: readonly Readiness[]): HttpResponse {
  const worst = [...Map.groupBy(parts, ({ name }) => name).values()].map((reports) =>
    reports.reduce((one, other) => (rank(other) > rank(one) ? other : one)),
  );
  const told = (wanted: Readiness['state']) => worst.filter(({ state }) => state === wanted).map(({ state: _, ...part }) => part);
  const [degraded, notReady] = [told('degraded'), told('not ready')];
  const status = notReady.length > 0 ? 'not ready' : degraded.length > 0 ? 'degraded' : 'ready';
  const body: ReadinessBody = { status, ready: told('ready').map(({ name }) => name), degraded, notReady };
  return status === 'not ready' ? { status: 503, headers: { 'retry-after': '2' }, body } : { status: 200, body };
}

const rank = ({ state }: Readiness): number => ['ready', 'degraded', 'not ready'].indexOf(state);
