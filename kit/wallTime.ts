/** Formatters by time zone: making one costs a hundred times its use. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether this is the name of a time zone, e.g. Asia/Taipei. */
export function isTimeZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What the clocks of a zone show at a moment, as a Date whose UTC fields are theirs. */
export function wallTimeOf(moment: Date, timeZone: string): Date {
  const {
    year = 0,
    month = 1,
    day = 1,
    hour = 0,
    minute = 0,
    second = 0,
  } = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, moment.getUTCMilliseconds()));
}

/**
 * The moment at which the clocks of a zone show this. A time that they show twice is the first of the two; one that they skip is moved on by
 * what was skipped, as RFC 5545 has it: 02:30 in the night that loses an hour is 03:30.
 */
export function momentOf(wall: Date, timeZone: string): Date {
  const day = 24 * 60 * 60_000;
  const before = offsetAt(new Date(wall.getTime() - day), timeZone);
  const after = offsetAt(new Date(wall.getTime() + day), timeZone);
  const asBefore = new Date(wall.getTime() - before);
  if (before === after || offsetAt(asBefore, timeZone) === before) return asBefore;
  const asAfter = new Date(wall.getTime() - after);
  return offsetAt(asAfter, timeZone) === after ? asAfter : asBefore;
}

/** By how much the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(moment: Date, timeZone: string): number {
  return wallTimeOf(moment, timeZone).getTime() - moment.getTime();
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const numeric = 'numeric' as const;
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
  });
  formatters.set(timeZone, made);
  return made;
}
