import type { Shift } from './finalShifts.ts';

/** A person who is on call in two schedules at once. */
export type DoubleBooking = { personId: string; from: Date; to: Date; otherScheduleId: string };

/** When people of these shifts are on call in other schedules as well, oldest first. */
export function findDoubleBookings(shifts: readonly Shift[], others: ReadonlyMap<string, readonly Shift[]>): DoubleBooking[] {
  return [...others]
    .flatMap(([otherScheduleId, theirs]) =>
      shifts.flatMap((shift) =>
        theirs
          .filter((their) => their.from < shift.to && their.to > shift.from)
          .flatMap((their) =>
            shift.personIds
              .filter((personId) => their.personIds.includes(personId))
              .map((personId) => ({
                personId,
                from: their.from > shift.from ? their.from : shift.from,
                to: their.to < shift.to ? their.to : shift.to,
                otherScheduleId,
              })),
          ),
      ),
    )
    .sort((a, b) => a.from.getTime() - b.from.getTime());
}
