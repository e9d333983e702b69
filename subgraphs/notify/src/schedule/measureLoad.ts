import type { Shift } from './finalShifts.ts';
import { hoursBetween } from './hoursBetween.ts';
import type { Hours, Stretch } from './scheduleShape.ts';
import { joined, lengthOf, within } from './stretches.ts';

/** What being on call asks of a person, in hours by the clock. */
export type Load = { personId: string; shifts: number; hours: number; nightHours: number; weekendHours: number };

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const night: Hours[] = [{ weekdays: everyDay, from: '22:00', to: '06:00' }];
const weekend: Hours[] = [{ weekdays: [6, 7], from: '00:00', to: '00:00' }];
const hourMs = 3_600_000;

/**
 * How much each person is on call in these shifts, the most first. Nights are 22:00 to 06:00 and weekends Saturday and Sunday by the person's own
 * clock, as `zoneOf` tells their zone: whoever follows the sun has no nights.
 */
export function measureLoad(shifts: readonly Shift[], zoneOf: (personId: string) => string): Load[] {
  const [first, last] = [shifts[0], shifts.at(-1)];
  if (!first || !last) return [];
  const range = { from: first.from.getTime(), to: last.to.getTime() };
  const hoursOf = createHours(range);
  const people = [...new Set(shifts.flatMap(({ personIds }) => personIds))];
  return people
    .map((personId) => {
      const own = joined(
        shifts.filter((shift) => shift.personIds.includes(personId)).map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() })),
      );
      const { nights, weekends } = hoursOf(zoneOf(personId));
      return {
        ...{ personId, shifts: own.length, hours: lengthOf(own) / hourMs },
        ...{ nightHours: lengthOf(within(own, nights)) / hourMs, weekendHours: lengthOf(within(own, weekends)) / hourMs },
      };
    })
    .sort((a, b) => b.hours - a.hours || a.personId.localeCompare(b.personId));
}

/** Nights and weekends by zone, worked out once for each. */
function createHours(range: Stretch) {
  const made = new Map<string, { nights: Stretch[]; weekends: Stretch[] }>();
  return (zone: string) => {
    const known = made.get(zone) ?? { nights: hoursBetween(night, zone, range), weekends: hoursBetween(weekend, zone, range) };
    made.set(zone, known);
    return known;
  };
}
