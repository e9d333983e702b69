import type { Clock } from '#kit/clock';
import { AppError } from '#kit/errors';

/** Calls that one hook takes in a minute, in each process. */
const mostPerMinute = 300;
const minuteMs = 60_000;

/** Counts calls by hook and throws RATE_LIMITED for those that are too many, so that a sender gone wild costs nobody else. */
export function createHookLimit(clock: Pick<Clock, 'now'>): (id: string) => void {
  let counts = new Map<string, number>();
  let began = 0;
  return (id) => {
    const now = clock.now().getTime();
    if (now - began >= minuteMs) {
      counts = new Map();
      began = now;
    }
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    if (count > mostPerMinute) {
      throw new AppError('RATE_LIMITED', `A hook takes ${mostPerMinute} calls a minute.`, { retryAfter: Math.ceil((began + minuteMs - now) / 1000) });
    }
  };
}
