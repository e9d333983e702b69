import type { AlertStatus, Severity } from '#contracts/words';
import { textList } from '#kit/textList';
import type { IncidentsDb } from '../../context.ts';
import { type FlapPolicy, usualFlapPolicy } from '../../flapping/judgeFlapping.ts';
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
  expires_at: Date | null;
  recent_changes: Date[];
  flapping_since: Date | null;
  flap_policy: FlapPolicy | null;
  incident_id: string | null;
  incident_resolved_at: Date | null;
};

/** What is known of these alerts, by fingerprint, and when the tenant takes one for flapping, in one statement: a second would cost more than the column. */
export async function readKnownAlerts(
  db: IncidentsDb,
  tenantId: string,
  fingerprints: readonly string[],
): Promise<{ alerts: Map<string, KnownAlert>; flapPolicy: FlapPolicy }> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.fingerprint, a.id, a.status::text, a.severity::text, a.starts_at, a.ends_at, a.last_received_at, a.changed_at, a.content_hash,
      a.expires_at, a.recent_changes, a.flapping_since,
      (SELECT jsonb_build_object('enabled', enabled, 'changes', changes, 'windowMinutes', window_minutes)
        FROM flap_policy WHERE tenant_id = ${tenantId}::uuid) AS flap_policy,
      a.incident_id, i.resolved_at AS incident_resolved_at
    FROM alert a LEFT JOIN incident i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
    WHERE a.tenant_id = ${tenantId}::uuid AND a.fingerprint = ANY(${textList(fingerprints, (fingerprint) => fingerprint)})`;
  return { alerts: new Map(rows.map((row) => [row.fingerprint, knownAlert(row)])), flapPolicy: rows[0]?.flap_policy ?? usualFlapPolicy };
}

function knownAlert({ id, status, severity, ...row }: Row): KnownAlert {
  return {
    ...{ id, status, severity },
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    lastReceivedAt: row.last_received_at,
    changedAt: row.changed_at,
    contentHash: row.content_hash,
    expiresAt: row.expires_at,
    recentChanges: row.recent_changes,
    flappingSince: row.flapping_since,
    incident: row.incident_id === null ? null : { id: row.incident_id, resolvedAt: row.incident_resolved_at },
  };
}
