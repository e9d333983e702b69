import type { IncidentsDb } from '../context.ts';
import type { IntegrationQuality } from './quality.type.ts';

type Counted = { received: number; changed: number };
type Answered = { incidents: number; never_acted: number; resolved_alerts: number; noisy_alerts: number; median: number | null };

/** The figures of one integration since a moment; each formula stands with its field (quality.type.ts). */
export async function readQuality(db: IncidentsDb, integrationId: string, since: Date): Promise<IntegrationQuality> {
  const [{ received = 0, changed = 0 } = {}] = await db.$queryRaw<Partial<Counted>[]>`
    SELECT
      (SELECT coalesce(sum(alert_count), 0)::int FROM payload WHERE integration_id = ${integrationId}::uuid AND at >= ${since} AND origin = 'SENDER') AS received,
      (SELECT count(*)::int FROM payload p JOIN alert_event e ON e.tenant_id = p.tenant_id AND e.at = p.at AND e.payload_id = p.id
        WHERE p.integration_id = ${integrationId}::uuid AND p.at >= ${since} AND p.origin = 'SENDER' AND e.reason NOT IN ('late_resolve', 'late_firing')) AS changed`;

  const [answered] = await db.$queryRaw<Answered[]>`
    WITH met AS (
      SELECT i.id, i.status, i.opened_at, i.acknowledged_at, count(*) AS alerts
      FROM incident i
      JOIN incident_alert m ON m.tenant_id = i.tenant_id AND m.incident_id = i.id
      JOIN alert a ON a.tenant_id = m.tenant_id AND a.id = m.alert_id
      WHERE i.opened_at >= ${since} AND a.integration_id = ${integrationId}::uuid
      GROUP BY i.tenant_id, i.id
    ), judged AS (
      SELECT met.*, met.acknowledged_at IS NOT NULL OR EXISTS (
        SELECT FROM timeline_entry t WHERE t.incident_id = met.id AND (t.actor_id IS NOT NULL OR t.kind IN ('acknowledged', 'note', 'run_succeeded', 'run_failed'))
      ) AS acted
      FROM met
    )
    SELECT count(*)::int AS incidents, (count(*) FILTER (WHERE NOT acted))::int AS never_acted,
      coalesce(sum(alerts) FILTER (WHERE status = 'RESOLVED'), 0)::int AS resolved_alerts,
      coalesce(sum(alerts) FILTER (WHERE status = 'RESOLVED' AND NOT acted), 0)::int AS noisy_alerts,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM acknowledged_at - opened_at)) FILTER (WHERE acknowledged_at IS NOT NULL)::float8 AS median
    FROM judged`;
  const { incidents = 0, never_acted = 0, resolved_alerts = 0, noisy_alerts = 0, median = null } = answered ?? {};
  return {
    ...{ since, received, changed, incidents },
    dedupRatio: received === 0 ? null : Math.max(0, 1 - changed / received),
    noiseShare: share(noisy_alerts, resolved_alerts),
    neverActedShare: share(never_acted, incidents),
    medianSecondsToAcknowledge: median,
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
