import type { IncidentsDb } from '../context.ts';
import type { IntegrationTraffic } from './quality.type.ts';

const bucketMs = 1_800_000;
const buckets = 48;

type Row = { id: string; at: Date; alerts: number; requests: number; refused: number };

/** The traffic of the last 24 hours of each integration: one statement for all that a page asks for, over indexes that carry what is summed. */
export async function readTraffic(db: IncidentsDb, ids: readonly string[], now: Date): Promise<IntegrationTraffic[]> {
  const since = new Date((Math.floor(now.getTime() / bucketMs) - buckets + 1) * bucketMs);
  const wanted = [...new Set(ids)];
  const rows = await db.$queryRaw<Row[]>`
    SELECT integration_id AS id, date_bin('30 minutes', at, 'epoch') AS at, sum(alert_count)::int AS alerts, count(*)::int AS requests, 0 AS refused
    FROM payload WHERE integration_id = ANY(${wanted}::uuid[]) AND at >= ${since} AND origin = 'SENDER' GROUP BY 1, 2
    UNION ALL
    SELECT integration_id, date_bin('30 minutes', at, 'epoch'), 0, 0, sum(times)::int
    FROM refusal WHERE integration_id = ANY(${wanted}::uuid[]) AND at >= ${since} GROUP BY 1, 2`;
  const rowsOf = Map.groupBy(rows, ({ id }) => id);
  return ids.map((id) => describeTraffic(rowsOf.get(id) ?? [], since, now));
}

function describeTraffic(rows: readonly Row[], since: Date, now: Date): IntegrationTraffic {
  const timeline = Array.from({ length: buckets }, (_, at) => ({ at: new Date(since.getTime() + at * bucketMs), alerts: 0, refused: 0 }));
  for (const { at, alerts, refused } of rows) {
    const bucket = timeline[(at.getTime() - since.getTime()) / bucketMs];
    if (!bucket) continue;
    bucket.alerts += alerts;
    bucket.refused += refused;
  }
  const sum = (pick: (row: Row) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const [requests, refused] = [sum((row) => row.requests), sum((row) => row.refused)];
  const minutes = (now.getTime() - since.getTime()) / 60_000;
  const refusedShare = requests + refused === 0 ? null : refused / (requests + refused);
  return { since, buckets: timeline, alertsPerMinute: sum(({ alerts }) => alerts) / minutes, requests, refused, refusedShare };
}
