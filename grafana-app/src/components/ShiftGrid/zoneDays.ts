import { DAY_MS, wallTime } from '../HoursChart/wallTime';

/**
 * The moment at which the clocks of a zone show a wall time. One that they show twice is the first of the two, one that they skip is moved on by what
 * was skipped: as the platform has it.
 */
export function momentOf(wall: number, zone: string): number {
  const offsetAt = (moment: number) => wallTime(moment, zone) - moment;
  const [before, after] = [offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)];
  if (before === after || offsetAt(wall - before) === before) {
    return wall - before;
  }
  return offsetAt(wall - after) === after ? wall - after : wall - before;
}

/** A day of a zone: its midnight as the zone's clocks show it, and when that is. A day in which the clocks change is shorter or longer. */
export interface ZoneDay {
  wall: number;
  from: number;
  to: number;
}

export type GridView = 'fortnight' | 'month';

/** The days of two weeks from a Monday on, or of a month, `ahead` of the one of a moment. */
export function zoneDays(now: number, zone: string, view: GridView, ahead: number): ZoneDay[] {
  const today = new Date(wallTime(now, zone));
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  const monday = day - ((today.getUTCDay() + 6) % 7) + ahead * 14;
  const first = view === 'month' ? Date.UTC(year, month + ahead, 1) : Date.UTC(year, month, monday);
  const count = view === 'month' ? new Date(Date.UTC(year, month + ahead + 1, 0)).getUTCDate() : 14;
  return Array.from({ length: count }, (_, index) => {
    const wall = first + index * DAY_MS;
    return { wall, from: momentOf(wall, zone), to: momentOf(wall + DAY_MS, zone) };
  });
}

/** A wall time as fields for a date with a time have it: 2026-11-30T09:00. */
export const toField = (moment: number, zone: string): string =>
  new Date(wallTime(moment, zone)).toISOString().slice(0, 16);

/** The moment that such a field says; NaN while it is half filled in. */
export function fromField(text: string, zone: string): number {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : NaN;
  return Number.isNaN(wall) ? NaN : momentOf(wall, zone);
}

/** Where a stretch of time is drawn, in percent of the whole, and whether it goes on beyond the edges; undefined when it lies outside. */
export function place(from: number, to: number, start: number, end: number) {
  if (to <= start || from >= end) {
    return undefined;
  }
  const [left, right] = [Math.max(from, start), Math.min(to, end)];
  const scale = 100 / (end - start);
  return {
    left: (left - start) * scale,
    width: (right - left) * scale,
    cutLeft: from < start,
    cutRight: to > end,
  };
}

/** A moment moved to the nearest half hour of the zone's clock, so that what is drawn by hand is even. */
export function snap(moment: number, zone: string): number {
  const step = 30 * 60_000;
  const wall = wallTime(moment, zone);
  return moment + (Math.round(wall / step) * step - wall);
}
