export const DAY_MS = 86_400_000;

/** What the clocks of a zone show at a moment, as milliseconds whose UTC fields are theirs. An unknown zone is UTC. */
export function wallTime(at: number, zone: string): number {
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)])
  );
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The first day shown and how many: the week from Monday on, or the month, `ahead` of the one of a wall time. */
export function daysShown(wall: number, view: 'week' | 'month', ahead: number): number[] {
  const date = new Date(wall);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (view === 'month') {
    const length = new Date(Date.UTC(year, month + ahead + 1, 0)).getUTCDate();
    return Array.from({ length }, (_, index) => Date.UTC(year, month + ahead, 1 + index));
  }
  const monday = day - ((date.getUTCDay() + 6) % 7) + ahead * 7;
  return Array.from({ length: 7 }, (_, index) => Date.UTC(year, month, monday + index));
}

/** A part of a day in which something holds, in minutes from its midnight. */
export interface Part {
  from: number;
  until: number;
}

/** What of windows, as wall times, falls into the day that begins at a midnight. */
export function partsOf(midnight: number, windows: ReadonlyArray<{ from: number; until: number }>): Part[] {
  return windows
    .map(({ from, until }) => ({ from: Math.max(from, midnight), until: Math.min(until, midnight + DAY_MS) }))
    .filter(({ from, until }) => from < until)
    .map(({ from, until }) => ({ from: (from - midnight) / 60_000, until: (until - midnight) / 60_000 }));
}

/** `540` is 09:00; the end of a day is 24:00. */
export function clockText(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(Math.round(minutes % 60))}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) {
    return known;
  }
  const numeric = 'numeric' as const;
  const make = (timeZone: string) =>
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
      ...{ year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
    });
  let made: Intl.DateTimeFormat;
  try {
    made = make(zone);
  } catch {
    made = make('UTC');
  }
  formatters.set(zone, made);
  return made;
}
