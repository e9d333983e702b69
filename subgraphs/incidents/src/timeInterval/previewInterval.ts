import { AppError } from '#kit/errors';
import { isInInterval } from './isInInterval.ts';
import { nextTurn } from './nextTurn.ts';
import { type Interval, intervalsShape } from './readIntervals.ts';

/** What is wrong with intervals, and where, e.g. `0.times.1.end_time`. */
export type IntervalProblem = { path: string; message: string };

export type IntervalWindow = { from: Date; until: Date };

const longestMs = 62 * 86_400_000;
/** Nobody sees more in a picture. */
const mostWindows = 500;

/** Everything that is wrong with intervals as they were written, or the intervals. */
export function checkIntervals(written: unknown): { intervals: Interval[]; problems: [] } | { intervals: null; problems: IntervalProblem[] } {
  const parsed = intervalsShape.safeParse(written);
  if (parsed.success) return { intervals: parsed.data, problems: [] };
  return { intervals: null, problems: parsed.error.issues.slice(0, 50).map(({ path, message }) => ({ path: path.join('.'), message })) };
}

/** The times between two moments in which one of the intervals holds, cut at both ends; at most 500. BAD_USER_INPUT for more than 62 days. */
export function windowsOf(intervals: readonly Interval[], from: Date, until: Date): IntervalWindow[] {
  if (until <= from || until.getTime() - from.getTime() > longestMs) {
    throw new AppError('BAD_USER_INPUT', '"until" is later than "from", by at most 62 days.');
  }
  const windows: IntervalWindow[] = [];
  let holds = isInInterval(intervals, from);
  for (let at = from; at < until && windows.length < mostWindows; holds = !holds) {
    const turn = nextTurn(intervals, at);
    const end = turn === null || turn > until ? until : turn;
    if (holds) windows.push({ from: at, until: end });
    at = end;
  }
  return windows;
}
