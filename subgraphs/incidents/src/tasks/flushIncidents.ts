import { defineTask } from '#kit/task';
import { type Platform, systemActor, transact } from '#kit/transact';
import { z } from 'zod';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { readQuietRules } from '../quiet/findCauses.ts';
import { settleIncidents } from '../quiet/settleIncidents.ts';

/** Inserted with an incident, to start when its group_wait is over. */
export const flushIncidentTask = defineTask('flushIncident', z.object({ incidentId: z.uuid() }), { pace: 'urgent' });

/**
 * Judges incidents that are due, on one reading of the rules: each is kept quiet, or announced. One that was resolved before stays unannounced: nobody is
 * told of what came and went within the wait. Harmless to repeat; early calls change nothing.
 */
export async function flushIncidents(platform: Platform, tenantId: string, incidentIds: readonly string[]): Promise<void> {
  await transact(platform, systemActor(tenantId), async (unit) => {
    const incidents = await lockIncidents(unit.db, tenantId, incidentIds);
    const due = incidents.filter(({ flushAt }) => flushAt !== null && flushAt <= unit.now);
    if (due.length > 0) await settleIncidents(unit, tenantId, due, await readQuietRules(unit, tenantId));
  });
}
