import { textList } from '#kit/textList';
import type { IncidentsDb } from '../../context.ts';
import type { AlertRow } from '../nextAlert.ts';

/**
 * Inserts or replaces alerts in one statement, ordered by fingerprint so that two writers could never wait for each other in a circle.
 * A row keeps when it was first received, and counts on; what the platform says itself was not received.
 */
export async function writeAlerts(db: IncidentsDb, rows: readonly AlertRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const column = (pick: (row: AlertRow) => string | number | null | undefined) => textList(rows, pick);
  await db.$executeRaw`
    INSERT INTO alert AS a (id, fingerprint, name, status, severity, labels, annotations, starts_at, ends_at, first_received_at, last_received_at,
      received_count, changed_at, generator_url, expression, content_hash, integration_id, incident_id, expires_at, expires,
      recent_changes, flapping_since)
    SELECT id, fingerprint, name, status::"AlertStatus", severity::"Severity", labels::jsonb, annotations::jsonb, starts_at, ends_at, ${now}, ${now},
      times, changed_at, generator_url, expression, content_hash, integration_id, incident_id, expires_at, expires_at IS NOT NULL,
      recent_changes::timestamptz[], flapping_since
    FROM unnest(
      ${column(({ id }) => id)}::uuid[],
      ${column(({ fingerprint }) => fingerprint)}::text[],
      ${column(({ name }) => name)}::text[],
      ${column(({ status }) => status)}::text[],
      ${column(({ severity }) => severity)}::text[],
      ${column(({ labels }) => JSON.stringify(labels))}::text[],
      ${column(({ annotations }) => JSON.stringify(annotations))}::text[],
      ${column(({ startsAt }) => startsAt.toISOString())}::timestamptz[],
      ${column(({ endsAt }) => endsAt?.toISOString() ?? null)}::timestamptz[],
      ${column(({ times }) => times)}::int[],
      ${column(({ generatorUrl }) => generatorUrl)}::text[],
      ${column(({ expression }) => expression)}::text[],
      ${column(({ contentHash }) => contentHash)}::text[],
      ${column(({ integrationId }) => integrationId)}::uuid[],
      ${column(({ incidentId }) => incidentId)}::uuid[],
      ${column(({ changedAt }) => changedAt.toISOString())}::timestamptz[],
      ${column(({ expiresAt }) => expiresAt?.toISOString() ?? null)}::timestamptz[],
      ${column(({ recentChanges }) => `{${recentChanges.map((change) => change.toISOString()).join()}}`)}::text[],
      ${column(({ flappingSince }) => flappingSince?.toISOString() ?? null)}::timestamptz[]
    ) AS r(id, fingerprint, name, status, severity, labels, annotations, starts_at, ends_at, times, generator_url, expression, content_hash,
      integration_id, incident_id, changed_at, expires_at, recent_changes, flapping_since)
    ORDER BY fingerprint
    ON CONFLICT (tenant_id, fingerprint) DO UPDATE SET
      name = EXCLUDED.name, status = EXCLUDED.status, severity = EXCLUDED.severity, labels = EXCLUDED.labels, annotations = EXCLUDED.annotations,
      starts_at = EXCLUDED.starts_at, ends_at = EXCLUDED.ends_at, last_received_at = CASE WHEN EXCLUDED.received_count > 0 THEN EXCLUDED.last_received_at ELSE a.last_received_at END,
      received_count = a.received_count + EXCLUDED.received_count, changed_at = EXCLUDED.changed_at,
      generator_url = EXCLUDED.generator_url, expression = EXCLUDED.expression, content_hash = EXCLUDED.content_hash, integration_id = EXCLUDED.integration_id, incident_id = EXCLUDED.incident_id,
      expires_at = EXCLUDED.expires_at, expires = EXCLUDED.expires, recent_changes = EXCLUDED.recent_changes, flapping_since = EXCLUDED.flapping_since`;
}
