import { AppError } from '#kit/errors';
import type { Schedule, Window } from './schedule.ts';
import { windowsBetween } from './windowsBetween.ts';

/** Furthest that a calendar looks at once. */
const longestMs = 100 * 24 * 60 * 60_000;
/** Most windows of one answer. */
const mostWindows = 500;

/** The windows that a calendar draws. BAD_USER_INPUT for a time that is empty or longer than 100 days. */
export function readWindows(schedule: Schedule, from: Date, until: Date): Window[] {
  const length = until.getTime() - from.getTime();
  if (length <= 0 || length > longestMs) throw new AppError('BAD_USER_INPUT', '"until" must be later than "from", by at most 100 days.');
  return windowsBetween(schedule, from, until).slice(0, mostWindows);
}
