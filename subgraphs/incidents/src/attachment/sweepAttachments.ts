import { Prisma } from '#prisma/generated/client';
import type { IncidentsPlatform } from '../context.ts';
import { sweep, sweepSize } from '../tasks/sweep.ts';
import { dropAttachment } from './addAttachment.ts';

/** A body that nothing was written to for so long is nobody's any more: the server ends a request after five minutes. */
const unfinishedMs = 3_600_000;

/**
 * Lets go of uploads that never became whole, within an hour, and of files whose incident was resolved longer ago than its tenant keeps things; then removes
 * from the store what nothing names any more, and what a killed process left half written. An object whose removal fails is tried again in the next round.
 */
export async function sweepAttachments(platform: IncidentsPlatform, signal: AbortSignal): Promise<void> {
  const due = Prisma.sql`SELECT tenant_id, id FROM lookup.attachments_to_drop(${platform.clock.now()}, ${sweepSize}::int)`;
  await sweep(platform, signal, due, 'attachments could not be dropped', (tenantId, id) => dropAttachment(platform, tenantId, id));
  const objects = Prisma.sql`SELECT tenant_id, key AS id FROM lookup.objects_to_remove(${sweepSize}::int)`;
  await sweep(platform, signal, objects, 'objects could not be removed', async (tenantId, key) => {
    await platform.objects.remove(key);
    await platform.database.inTenant(tenantId, (db) => db.objectRemoval.deleteMany({ where: { key } }));
  });
  await platform.objects.sweep(new Date(platform.clock.now().getTime() - unfinishedMs));
}
