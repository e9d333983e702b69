import type { AlertStatus, Severity } from '#contracts/words';
import type { IncidentsDb } from '../../context.ts';
import type { KnownAlert } from '../deduplicate.ts';

type Row = {
  fingerprint: string;
  id: string;
  status: AlertStatus;
  severity: Severity;
  starts_at: Date;
  ends_at: Date | null;
  last_received_at: Date;
  changed_at: Date;
  content_hash: string;
  incident_id: string | null;
  incident_resolved_at: Date | null;
};

/** What is known of these alerts, by fingerprint, in one statement. */
export async function readKnownAlerts(db: IncidentsDb, tenantId: string, fingerprints: readonly string[]): Promise<Map<string, KnownAlert>> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.fingerprint, a.id, a.status::text, a.severity::text, a.starts_at, a.ends_at, a.last_received_at, a.changed_at, a.content_hash,
      a.incident_id, i.resolved_at AS incident_resolved_at
    FROM alert a LEFT JOIN incident i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
    WHERE a.tenant_id = ${tenantId}::uuid AND a.fingerprint = ANY(${fingerprints}::text[])`;
  return new Map(rows.map((row) => [row.fingerprint, knownAlert(row)]));
}

function knownAlert({ id, status, severity, ...row }: Row): KnownAlert {
  return {
    ...{ id, status, severity },
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    lastReceivedAt: row.last_received_at,
    changedAt: row.changed_at,
    contentHash: row.content_hash,
    incident: row.incident_id === null ? null : { id: row.incident_id, resolvedAt: row.incident_resolved_at },
  };
}
