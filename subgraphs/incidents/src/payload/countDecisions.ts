import type { IncidentsDb } from '../context.ts';
import type { DecisionCount } from './payload.type.ts';
import type { PayloadEntry } from './payloadEntry.ts';

/**
 * What was decided on the alerts of each request. Decisions carry the moment of their request, which leads to them by key; repeats, on which no decision is
 * kept, are what remains.
 */
export async function countDecisions(db: IncidentsDb, entries: readonly PayloadEntry[]): Promise<DecisionCount[][]> {
  const rows = await db.$queryRaw<{ id: string; reason: string; count: number }[]>`
    SELECT payload_id AS id, reason, count(*)::int AS count FROM alert_event
    WHERE at = ANY(${entries.map(({ at }) => at.toISOString())}::timestamptz[]) AND payload_id = ANY(${entries.map(({ id }) => id)}::uuid[])
    GROUP BY payload_id, reason ORDER BY count DESC, reason`;
  const decided = Map.groupBy(rows, ({ id }) => id);
  return entries.map(({ id, outcome, alertCount }) => {
    const counts = (decided.get(id) ?? []).map(({ reason, count }) => ({ reason, count }));
    const repeats = outcome === 'ACCEPTED' ? alertCount - counts.reduce((sum, { count }) => sum + count, 0) : 0;
    return repeats > 0 ? [...counts, { reason: 'repeat', count: repeats }] : counts;
  });
}
