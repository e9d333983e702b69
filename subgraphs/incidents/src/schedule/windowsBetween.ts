import { RRuleTemporal } from 'rrule-temporal';
import type { Schedule, Window } from './schedule.ts';
import { momentOf, wallTimeOf } from '#kit/wallTime';

/** Windows of a schedule that have begun before `until` and end after `from`, oldest first. */
export function windowsBetween(schedule: Schedule, from: Date, until: Date): Window[] {
  const { startsAt, endsAt, recurrence, durationMs, timeZone } = schedule;
  if (recurrence === null || durationMs === null || timeZone === null) return overlapping([{ from: startsAt, until: endsAt }], from, until);
  if (startsAt >= until || endsAt <= from) return [];
  // An hour on either side, for the clocks that may have been moved between a window and the question.
  const first = new Date(wallTimeOf(from > startsAt ? from : startsAt, timeZone).getTime() - durationMs - hour);
  const last = new Date(wallTimeOf(until < endsAt ? until : endsAt, timeZone).getTime() + hour);
  const windows = ruleOf(recurrence, wallTimeOf(startsAt, timeZone), wallTimeOf(endsAt, timeZone))
    .between(first, last, true)
    .map(({ epochMilliseconds }) => windowFrom(new Date(epochMilliseconds), durationMs, timeZone))
    .map((window) => ({ from: window.from < startsAt ? startsAt : window.from, until: window.until > endsAt ? endsAt : window.until }));
  return overlapping(joined(windows), from, until);
}

const hour = 60 * 60_000;

/** The window that begins when the clocks show `wall`. One whose beginning they skip begins later, and lasts as long as any other. */
function windowFrom(wall: Date, durationMs: number, timeZone: string): Window {
  const from = momentOf(wall, timeZone);
  const isSkipped = wallTimeOf(from, timeZone).getTime() !== wall.getTime();
  return { from, until: isSkipped ? new Date(from.getTime() + durationMs) : momentOf(new Date(wall.getTime() + durationMs), timeZone) };
}

function overlapping(windows: readonly Window[], from: Date, until: Date): Window[] {
  return windows.filter((window) => window.from < window.until && window.from < until && window.until > from);
}

/** Windows that touch or overlap are one. */
function joined(windows: readonly Window[]): Window[] {
  const result: Window[] = [];
  for (const window of windows) {
    const last = result.at(-1);
    if (last && window.from <= last.until) last.until = window.until > last.until ? window.until : last.until;
    else result.push({ ...window });
  }
  return result;
}

/** Rules by their text and beginning: the judge asks the same few again and again. */
const rules = new Map<string, RRuleTemporal>();
const mostRules = 1_000;

/**
 * A rule that runs in wall time, between the walls' beginning and end: for the library that is UTC, which knows no change of clocks. Throws what the
 * library says of a text that is no rule.
 */
export function ruleOf(recurrence: string, wallStart: Date, wallEnd: Date): RRuleTemporal {
  const text = `DTSTART:${compact(wallStart)}\nRRULE:${recurrence};UNTIL=${compact(wallEnd)}`;
  const known = rules.get(text);
  if (known) return known;
  const made = new RRuleTemporal({ rruleString: text });
  if (rules.size >= mostRules) rules.delete(rules.keys().next().value ?? '');
  rules.set(text, made);
  return made;
}

/** As iCalendar writes a moment: 20260131T120000Z. */
function compact(moment: Date): string {
  return moment.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
