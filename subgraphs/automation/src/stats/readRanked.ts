import type { TenantDb } from '#kit/tenant';
import { type Playbook, Prisma } from '#prisma/generated/client';
import type { PlaybookFilter } from '../playbook/playbook.type.ts';
import { worth } from './rankPlaybook.ts';

/** A playbook with how likely it helps, from 0 to 1. */
export type RankedPlaybook = Playbook & { score: number };

/** Where a page of ranked playbooks goes on: score, name and id of the last one. */
export type RankPosition = [number, string, string];

/** Days of runs that are looked at. */
const days = 180;

/**
 * Playbooks, the one that most likely helps first: the mean worth of their runs of 180 days, as `rankPlaybook` has it for all alerts together. It is counted in the
 * database, so that a page of many playbooks reads no more runs than it counts.
 */
export async function readRanked(
  db: Pick<TenantDb, 'playbook' | '$queryRaw'>,
  now: Date,
  filter: PlaybookFilter | null,
  { after, take }: { after: RankPosition | null; take: number },
): Promise<RankedPlaybook[]> {
  const since = new Date(now.getTime() - days * 86_400_000);
  const text = filter?.text?.trim().toLowerCase() ?? '';
  const all = Prisma.sql`TRUE`;
  const rows = await db.$queryRaw<{ id: string; score: number }[]>`
    SELECT id, score FROM (
      SELECT playbook.id, playbook.name, coalesce(of_runs.score, 0.5) AS score
      FROM playbook LEFT JOIN (
        SELECT playbook_id, round((0.5 + sum(worth)) / (1 + count(*)), 6)::float8 AS score
        FROM (
          SELECT playbook_id, CASE
            WHEN helped THEN ${worth.helped}::numeric WHEN NOT helped THEN ${worth.didNotHelp}::numeric
            WHEN status = 'SUCCEEDED' THEN ${worth.succeeded}::numeric ELSE ${worth.failed}::numeric END AS worth
          FROM run WHERE created_at >= ${since} AND status IN ('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABANDONED')
        ) AS judged GROUP BY playbook_id
      ) AS of_runs ON of_runs.playbook_id = playbook.id
      WHERE ${filter?.archived === true ? Prisma.sql`archived_at IS NOT NULL` : Prisma.sql`archived_at IS NULL`}
        AND ${filter?.tag ? Prisma.sql`${filter.tag} = ANY(tags)` : all}
        AND ${text === '' ? all : Prisma.sql`(position(${text} IN lower(name)) > 0 OR position(${text} IN lower(definition->>'description')) > 0)`}
    ) AS ranked
    WHERE ${after === null ? all : Prisma.sql`(-score, name, id) > (-${after[0]}::float8, ${after[1]}, ${after[2]}::uuid)`}
    ORDER BY score DESC, name, id LIMIT ${take}`;
  const found = new Map((await db.playbook.findMany({ where: { id: { in: rows.map(({ id }) => id) } } })).map((each) => [each.id, each]));
  return rows.flatMap(({ id, score }) => {
    const playbook = found.get(id);
    return playbook ? [{ ...playbook, score }] : [];
  });
}
