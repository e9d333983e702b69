import { findUnheld, type Matcher } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import type { IncidentsDb } from '../context.ts';

/** Most alerts that are held against the matchers; with more firing than that, nobody asks how many of them a silence mutes. */
const mostFiring = 10_000;

/** How many alerts that fire meet each of these sets of matchers: the alerts are read once for all of them. */
export async function countFiring(db: IncidentsDb, sets: readonly (readonly Matcher[])[]): Promise<number[]> {
  const firing = await db.$queryRaw<{ labels: Labels }[]>`SELECT labels FROM alert WHERE status = 'FIRING' ORDER BY id DESC LIMIT ${mostFiring}::int`;
  return sets.map((matchers) => firing.filter(({ labels }) => findUnheld(matchers, labels) === undefined).length);
}
