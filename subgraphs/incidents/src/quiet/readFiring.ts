import { findUnheld, type Matcher } from '#contracts/matcher';
import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import type { FiringAlert } from './quietCause.ts';

/** Most alerts that are read; the oldest of them are. */
const mostFiring = 20_000;

/** Alerts that fire and meet one of these sets of matchers. */
export async function readFiring(db: IncidentsDb, sets: readonly (readonly Matcher[])[]): Promise<(FiringAlert & { name: string })[]> {
  if (sets.length === 0) return [];
  // What asks for a label's very value is left to the database; regular expressions are RE2's, which it does not speak.
  const alike = sets.map((set) => {
    const asked = set.filter(({ op, value }) => op === '=' && value !== '').map(({ name, value }) => [name, value]);
    return Prisma.sql`labels @> ${JSON.stringify(Object.fromEntries(asked))}::jsonb`;
  });
  const firing = await db.$queryRaw<(FiringAlert & { name: string })[]>`
    SELECT id, name, labels FROM alert WHERE status = 'FIRING' AND (${Prisma.join(alike, ' OR ')}) ORDER BY id LIMIT ${mostFiring}::int`;
  return firing.filter(({ labels }) => sets.some((set) => findUnheld(set, labels) === undefined));
}
