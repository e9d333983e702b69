import { defineTask } from '#kit/task';
import { type Platform, systemActor, transact } from '#kit/transact';
import { z } from 'zod';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { readQuietRules } from '../quiet/findCauses.ts';
import { settleIncidents } from '../quiet/settleIncidents.ts';

/** Inserted with an incident, to start when its group_wait is over. */
export const flushIncidentTask = defineTask('flushIncident', z.object({ incidentId: z.uuid() }));

/**
 * Judges an incident that is due: it is kept quiet, or announced. One that was resolved before stays unannounced: nobody is told of what came and went
 * within the wait. Harmless to repeat; early calls change nothing.
 */
export async function flushIncident(platform: Platform, tenantId: string, incidentId: string): Promise<void> {
  await transact(platform, systemActor(tenantId), async (unit) => {
    const [incident] = await lockIncidents(unit.db, tenantId, [incidentId]);
    if (!incident || incident.flushAt === null || incident.flushAt > unit.now) return;
    await settleIncidents(unit, tenantId, [incident], await readQuietRules(unit, tenantId));
  });
}
