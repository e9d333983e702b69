import type { AlertStatus } from '#contracts/words';
import type { IncidentsDb } from '../context.ts';
import type { FiringAlert } from './quietCause.ts';

/** An alert of an incident: one that fires in it, or one that people think does. One that flaps fires in it all the while, whatever it says last. */
export type Member = FiringAlert & { incidentId: string; isFiring: boolean; told: AlertStatus | null };

/** The members of incidents that matter to what is told next, in the order in which they joined. */
export async function readMembers(db: IncidentsDb, incidentIds: readonly string[]): Promise<Map<string, Member[]>> {
  const members = await db.$queryRaw<Member[]>`
    SELECT m.incident_id AS "incidentId", a.id, a.labels, m.told::text AS told, f.is_firing AS "isFiring"
    FROM incident_alert m JOIN alert a ON a.tenant_id = m.tenant_id AND a.id = m.alert_id
    CROSS JOIN LATERAL (SELECT coalesce(a.incident_id = m.incident_id, false) AND (a.status = 'FIRING' OR a.flapping_since IS NOT NULL) AS is_firing) f
    WHERE m.incident_id = ANY(${incidentIds}::uuid[]) AND (f.is_firing OR m.told = 'FIRING')
    ORDER BY m.joined_at, m.alert_id`;
  return Map.groupBy(members, ({ incidentId }) => incidentId);
}

/** Notes what people are told of the alerts of an incident now: that these fire, and that those have ended. */
export async function writeTold(db: IncidentsDb, incidentId: string, firing: readonly string[], ended: readonly string[]): Promise<void> {
  if (firing.length + ended.length === 0) return;
  await db.$executeRaw`
    UPDATE incident_alert m SET told = t.told::"AlertStatus"
    FROM unnest(
      ${[...firing, ...ended]}::uuid[],
      ${[...firing.map(() => 'FIRING'), ...ended.map(() => 'RESOLVED')]}::text[]
    ) AS t(alert_id, told)
    WHERE m.incident_id = ${incidentId}::uuid AND m.alert_id = t.alert_id`;
}
