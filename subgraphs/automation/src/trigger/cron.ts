import { AppError } from '#kit/errors';
import { Cron } from 'croner';

/** Firings that are looked ahead at most. */
const mostFirings = 100;

/** A cron expression of five fields by the clocks of a zone. BAD_USER_INPUT when it cannot be read, or never comes. */
export function readCron(text: string, timeZone: string): void {
  const first = following(text, timeZone, new Date(0), 1);
  if (first.length === 0) throw new AppError('BAD_USER_INPUT', `cron: "${text}" never comes.`);
}

/**
 * The next firings after a moment. When the clocks go forward, a time that they leave out fires at the moment when they do; when they go back, a time that comes
 * twice fires the first time only, unless the expression fires every hour. BAD_USER_INPUT when the expression cannot be read. Pure.
 */
export function following(text: string, timeZone: string, after: Date, count: number): Date[] {
  try {
    return new Cron(text, { timezone: timeZone, mode: '5-part', paused: true }).nextRuns(Math.min(count, mostFirings), after);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new AppError('BAD_USER_INPUT', `cron: "${text}" cannot be read: ${error.message.replace(/^CronPattern: /, '')}`, { cause: error });
  }
}

/** How many firings lie after a moment up to another, counted no further than `mostFirings`. */
export function countBetween(text: string, timeZone: string, after: Date, until: Date): number {
  return following(text, timeZone, after, mostFirings).filter((at) => at <= until).length;
}
