import { defineTask } from '#kit/task';
import { systemActor, transact } from '#kit/transact';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';
import { readOccurrence } from './readOccurrence.ts';
import { showTriggers } from './showTriggers.ts';

/** Shows a stored call to the trigger whose hook took it; harmless when that was done. */
export const showCallTask = defineTask('showCall', z.object({ eventId: z.uuid(), at: z.iso.datetime() }));

export function showCall(platform: AutomationPlatform, tenantId: string, { eventId }: z.infer<typeof showCallTask.payload>): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const occurrence = await readOccurrence(unit.db, eventId);
    if (occurrence) await showTriggers(unit, [occurrence]);
  });
}
