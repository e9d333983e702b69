import { findUnheld, type Matcher } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import type { Breadth } from './judgeApproval.ts';

/** Most alerts that are held against the matchers one by one; of more, the latest are a sample of the whole. */
const sampleSize = 10_000;
/** Most names and examples that are given back. */
const [mostNames, mostExamples] = [20, 5];

const weekMs = 7 * 24 * 60 * 60_000;

/** What matchers mute now, and would have muted in the last week. */
export type Muted = Breadth & {
  /** Alerts that fire now. */
  firing: number;
  /** Whether there were more alerts than are looked at, so that `muted` is counted up from the latest of them. */
  isSampled: boolean;
  /** By the alerts' name, the most first. */
  byName: { name: string; firing: number; lastWeek: number }[];
  /** Ids of some of them, those that fire first. */
  exampleIds: string[];
};

type Seen = { id: string; name: string; isFiring: boolean; labels: Labels };

/** Holds matchers against the alerts that fire or were received in the last week. */
export async function measureMuted(db: IncidentsDb, matchers: readonly Matcher[], now: Date): Promise<Muted> {
  const recent = Prisma.sql`(status = 'FIRING' OR last_received_at >= ${new Date(now.getTime() - weekMs)})`;
  // What asks for a label's very value is left to the database; regular expressions are RE2's, which it does not speak.
  const asked = matchers.filter(({ op, value }) => op === '=' && value !== '').map(({ name, value }) => [name, value]);
  const alike = Prisma.sql`labels @> ${JSON.stringify(Object.fromEntries(asked))}::jsonb`;
  const [counted] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM alert WHERE ${recent}`;
  const seen = await db.$queryRaw<Seen[]>`
    SELECT id, name, status = 'FIRING' AS "isFiring", labels FROM alert WHERE ${recent} AND ${alike}
    ORDER BY last_received_at DESC, id DESC LIMIT ${sampleSize + 1}::int`;

  const looked = seen.slice(0, sampleSize);
  const muted = looked.filter(({ labels }) => findUnheld(matchers, labels) === undefined);
  const of = counted?.count ?? 0;
  const isSampled = seen.length > sampleSize;
  return {
    of,
    isSampled,
    muted: isSampled ? Math.round((muted.length / looked.length) * of) : muted.length,
    firing: muted.filter(({ isFiring }) => isFiring).length,
    byName: countByName(muted),
    exampleIds: muted
      .toSorted((one, other) => Number(other.isFiring) - Number(one.isFiring))
      .slice(0, mostExamples)
      .map(({ id }) => id),
  };
}

function countByName(muted: readonly Seen[]): Muted['byName'] {
  return [...Map.groupBy(muted, ({ name }) => name)]
    .map(([name, alerts]) => ({ name, firing: alerts.filter(({ isFiring }) => isFiring).length, lastWeek: alerts.length }))
    .sort((one, other) => other.firing - one.firing || other.lastWeek - one.lastWeek || (one.name < other.name ? -1 : 1))
    .slice(0, mostNames);
}
