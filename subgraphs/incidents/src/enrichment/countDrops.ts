import { hash } from 'node:crypto';
import type { IncidentsDb } from '../context.ts';
import type { Statement } from '../ingest/splitRounds.ts';

/** Word of an alert that a rule dropped. */
export type Drop = Pick<Statement, 'fingerprint' | 'name' | 'status' | 'severity' | 'labels' | 'integrationId' | 'payloadId' | 'times' | 'droppedBy'>;

const hourMs = 3_600_000;

/** Counts what rules dropped, by rule, alert and hour, in one statement: what is not shown can at least be asked for. */
export async function countDrops(db: IncidentsDb, drops: readonly Drop[], now: Date): Promise<void> {
  if (drops.length === 0) return;
  const at = new Date(Math.floor(now.getTime() / hourMs) * hourMs);
  const rows = mergeDrops(drops, at);
  const column = <Value>(pick: (row: Row) => Value): Value[] => rows.map(pick);
  await db.$executeRaw`
    INSERT INTO dropped_alert AS d (id, at, rule_id, rule_name, integration_id, fingerprint, name, status, severity, labels, times, last_at, payload_id)
    SELECT id, ${at}, rule_id, rule_name, integration_id, fingerprint, name, status::"AlertStatus", severity::"Severity", labels::jsonb, times, ${now}, payload_id
    FROM unnest(
      ${column(({ id }) => id)}::uuid[],
      ${column(({ droppedBy }) => droppedBy?.ruleId ?? '')}::uuid[],
      ${column(({ droppedBy }) => droppedBy?.rule ?? '')}::text[],
      ${column(({ integrationId }) => integrationId)}::uuid[],
      ${column(({ fingerprint }) => fingerprint)}::text[],
      ${column(({ name }) => name)}::text[],
      ${column(({ status }) => status)}::text[],
      ${column(({ severity }) => severity)}::text[],
      ${column(({ labels }) => JSON.stringify(labels))}::text[],
      ${column(({ times }) => times)}::int[],
      ${column(({ payloadId }) => payloadId)}::uuid[]
    ) AS r(id, rule_id, rule_name, integration_id, fingerprint, name, status, severity, labels, times, payload_id)
    ORDER BY id
    ON CONFLICT (tenant_id, at, id) DO UPDATE SET times = d.times + EXCLUDED.times, last_at = EXCLUDED.last_at, payload_id = EXCLUDED.payload_id,
      rule_name = EXCLUDED.rule_name, integration_id = EXCLUDED.integration_id, name = EXCLUDED.name, status = EXCLUDED.status,
      severity = EXCLUDED.severity, labels = EXCLUDED.labels`;
}

type Row = Drop & { id: string };

/** The later word on an alert wins, as everywhere. */
function mergeDrops(drops: readonly Drop[], at: Date): Row[] {
  const rows = new Map<string, Row>();
  for (const drop of drops) {
    const id = idOf(drop, at);
    rows.set(id, { ...drop, id, times: (rows.get(id)?.times ?? 0) + drop.times });
  }
  return [...rows.values()];
}

/** The same for the same rule, alert and hour, in every process. */
function idOf({ droppedBy, fingerprint }: Drop, hour: Date): string {
  const digest = hash('sha256', `${droppedBy?.ruleId} ${fingerprint} ${hour.toISOString()}`);
  return [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}
