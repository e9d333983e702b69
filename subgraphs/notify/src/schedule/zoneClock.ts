import { momentOf, wallTimeOf } from '#kit/wallTime';

/** Milliseconds of a day by the wall clock. */
export const dayMs = 24 * 60 * 60_000;

/** Wall times are numbers here: milliseconds since 1970 as if the zone's clock showed UTC. */
export const wallAt = (moment: number, timeZone: string): number => wallTimeOf(new Date(moment), timeZone).getTime();
export const momentAt = (wall: number, timeZone: string): number => momentOf(new Date(wall), timeZone).getTime();

/** The wall time that a text such as 2026-11-30T09:00 or 2026-11-30 says. */
export const readWall = (text: string): number => Date.parse(text.length === 10 ? `${text}T00:00Z` : `${text}Z`);

/** The first moment of the local day in which a moment lies, and of those before and after it, as wall times: midnights. */
export const midnightOf = (wall: number): number => Math.floor(wall / dayMs) * dayMs;

/** Minutes of a text such as 09:30 since midnight. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
