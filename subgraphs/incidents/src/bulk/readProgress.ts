import type { BulkOutcome } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import type { BulkProgressType } from './bulkAction.type.ts';

type Group = { outcome: BulkOutcome | null; reason: string | null; count: number; incidentIds: string[] };

/** How far these bulk actions are, in one statement. */
export async function readProgress(db: IncidentsDb, ids: readonly string[]): Promise<BulkProgressType[]> {
  const groups = await db.$queryRaw<(Group & { id: string })[]>`
    SELECT bulk_action_id AS id, outcome::text AS outcome, reason, count(*)::int AS count,
      CASE WHEN reason IS NULL THEN '{}' ELSE (array_agg(incident_id))[1:20] END AS "incidentIds"
    FROM bulk_item WHERE bulk_action_id = ANY(${ids}::uuid[]) GROUP BY 1, 2, 3 ORDER BY count DESC`;
  const byId = Map.groupBy(groups, ({ id }) => id);
  return ids.map((id) => summed(byId.get(id) ?? []));
}

function summed(groups: readonly Group[]): BulkProgressType {
  const count = (wanted: BulkOutcome | null): number => groups.reduce((sum, { outcome, count }) => (outcome === wanted ? sum + count : sum), 0);
  const reasons = groups.flatMap(({ outcome, reason, count, incidentIds }) =>
    outcome === null || reason === null ? [] : [{ outcome, reason, count, incidentIds }],
  );
  return { done: count('DONE'), skipped: count('SKIPPED'), failed: count('FAILED'), waiting: count(null), reasons: reasons.slice(0, 20) };
}
