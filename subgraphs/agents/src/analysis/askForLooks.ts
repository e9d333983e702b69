import { type Platform, systemActor, transact } from '#kit/transact';
import { lookAtIncidentTask } from './lookAtIncident.task.ts';

/** The lineage of an alert and that of its resource are recorded apart, moments after each other: a look waits this long for both, in milliseconds. */
const gatherMs = 500;

/**
 * Follows `lineage.recorded`: has these incidents looked at. One look is pending for an incident however often it is asked for, and none begins while
 * it rests from the last one: a storm asks hundreds of times, and each look reads everything that led to the incident.
 */
export async function askForLooks(platform: Platform, tenantId: string, incidentIds: readonly string[]): Promise<void> {
  await transact(platform, systemActor(tenantId), async ({ db, now, enqueue }) => {
    const soon = new Date(now.getTime() + gatherMs);
    const asked = await db.$queryRaw<{ incident_id: string; next_at: Date; is_pending: boolean }[]>`
      INSERT INTO incident_look AS look (incident_id, next_at, asked)
      SELECT DISTINCT id, ${soon}::timestamptz, 1 FROM unnest(${[...incidentIds]}::uuid[]) AS id ORDER BY id
      ON CONFLICT (tenant_id, incident_id) DO UPDATE
        SET asked = look.asked + 1, next_at = coalesce(look.next_at, greatest(excluded.next_at, look.rest_until))
      RETURNING incident_id, new.next_at, old.next_at IS NOT NULL AS is_pending`;
    for (const { incident_id: incidentId, next_at: startAfter } of asked.filter(({ is_pending: isPending }) => !isPending)) {
      enqueue(lookAtIncidentTask, { incidentId }, { startAfter });
    }
  });
}
