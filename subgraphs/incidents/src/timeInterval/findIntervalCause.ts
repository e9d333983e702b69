import type { QuietCause } from '../quiet/quietCause.ts';
import { isInInterval } from './isInInterval.ts';
import { nextTurn } from './nextTurn.ts';
import type { TimeIntervals } from './readTimeIntervals.ts';

/** The intervals of a route. */
export type Timed = { muteTimeIntervals: readonly string[]; activeTimeIntervals: readonly string[] };

/**
 * Whether a route's incidents are quiet at this time: in one of its mute intervals, or outside all of its active ones. A name that no interval has
 * mutes nothing and activates nothing; an alert that is heard too often is better than one that is not.
 */
export function findIntervalCause(route: Timed | undefined, intervals: TimeIntervals, at: Date): QuietCause[] {
  if (!route) return [];
  const muting = route.muteTimeIntervals.find((name) => isInInterval(intervals.get(name) ?? [], at));
  if (muting !== undefined) {
    const until = nextTurn(intervals.get(muting) ?? [], at);
    return [{ reason: 'mute_time_interval', kind: 'TimeInterval', id: muting, label: muting, until }];
  }
  const active = route.activeTimeIntervals.filter((name) => intervals.has(name));
  const [first] = active;
  if (first === undefined || active.some((name) => isInInterval(intervals.get(name) ?? [], at))) return [];
  const until = nextTurn(
    active.flatMap((name) => intervals.get(name) ?? []),
    at,
  );
  return [{ reason: 'outside_active_time_interval', kind: 'TimeInterval', id: first, label: active.join(', '), until }];
}

/** When one of the intervals that routes name begins or ends next; null when none does. */
export function nextTurnOf(routes: Iterable<Timed>, intervals: TimeIntervals, at: Date): Date | null {
  const names = new Set([...routes].flatMap(({ muteTimeIntervals, activeTimeIntervals }) => [...muteTimeIntervals, ...activeTimeIntervals]));
  const turns = [...names].flatMap((name) => nextTurn(intervals.get(name) ?? [], at) ?? []);
  return turns.length === 0 ? null : turns.reduce((one, other) => (one < other ? one : other));
}
