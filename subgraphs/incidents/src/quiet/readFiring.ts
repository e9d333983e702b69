import { findUnheld, type Matcher } from '#contracts/matcher';
import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { toPosix } from '../filter/toPosix.ts';
import type { FiringAlert } from './quietCause.ts';

/** Most alerts that are read; the oldest of them are. */
const mostFiring = 20_000;

/** Alerts that fire and meet one of these sets of matchers. */
export async function readFiring(db: IncidentsDb, sets: readonly (readonly Matcher[])[]): Promise<(FiringAlert & { name: string })[]> {
  if (sets.length === 0) return [];
  const alike = sets.map((set) => Prisma.join([Prisma.sql`true`, ...set.flatMap(narrow)], ' AND '));
  const firing = await db.$queryRaw<(FiringAlert & { name: string })[]>`
    SELECT id, name, labels FROM alert WHERE status = 'FIRING' AND ((${Prisma.join(alike, ') OR (')})) ORDER BY id LIMIT ${mostFiring}::int`;
  return firing.filter(({ labels }) => sets.some((set) => findUnheld(set, labels) === undefined));
}

/**
 * What PostgreSQL can ask of a matcher, so that few alerts have to be read: a label's very value, and regular expressions that mean the same to it as to
 * RE2. The others are left to RE2, which has the last word on all.
 */
function narrow({ name, op, value }: Matcher): Prisma.Sql[] {
  if (op === '=' && value !== '') return [Prisma.sql`labels @> ${JSON.stringify({ [name]: value })}::jsonb`];
  if (op !== '=~') return [];
  const translated = toPosix(value);
  return 'posix' in translated ? [Prisma.sql`coalesce(labels->>${name}::text, '') ~ ${translated.posix}::text`] : [];
}
