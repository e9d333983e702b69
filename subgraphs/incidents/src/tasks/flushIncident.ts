import { isOpen } from '#contracts/words';
import { defineTask } from '#kit/task';
import { type Platform, systemActor, transact } from '#kit/transact';
import { z } from 'zod';
import { incidentFacts } from '../incident/incidentFacts.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';

/** Inserted with an incident, to start when its group_wait is over. */
export const flushIncidentTask = defineTask('flushIncident', z.object({ incidentId: z.uuid() }));

/**
 * Announces an incident whose group_wait is over and that is still open. One that was closed before stays unannounced:
 * nobody is told of what came and went within the wait. One that sleeps is announced when it wakes. Harmless to repeat; early calls change nothing.
 */
export async function flushIncident(platform: Platform, tenantId: string, incidentId: string): Promise<void> {
  await transact(platform, systemActor(tenantId), async ({ db, now, emit, signal }) => {
    const [incident] = await lockIncidents(db, tenantId, [incidentId]);
    if (!incident || !isOpen(incident.status) || incident.flushedAt !== null || incident.flushAt > now || incident.snoozedUntil !== null) return;

    const flushed = await db.incident.update({ where: { tenantId_id: { tenantId, id: incidentId } }, data: { flushedAt: now, updatedAt: now } });
    const facts = { waitedMs: now.getTime() - incident.openedAt.getTime() };
    await writeTimeline(db, [{ incidentId, at: now, kind: 'flushed', key: 'flushed', facts }]);
    emit('incident.flushed', { incident: incidentFacts(flushed) });
    signal('incident', [incidentId]);
  });
}
