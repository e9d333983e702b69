import { defineTask } from '#kit/task';
import type { Platform } from '#kit/transact';
import { z } from 'zod';

/** Inserted by the intake for what it wrote in new words. */
export const indexSearchTask = defineTask('indexSearch', z.object({ alertIds: z.array(z.uuid()), incidentIds: z.array(z.uuid()) }), {
  pace: 'patient',
});

/** Alerts and incidents that were written. */
type Written = z.infer<typeof indexSearchTask.payload>;

/**
 * Writes what alerts can be found by, and what their incidents can since they joined. Outside the intake's transaction, whose time everybody waits
 * for. Harmless to repeat: it reads what is true now.
 */
export async function indexSearch({ database }: Platform, tenantId: string, written: readonly Written[]): Promise<void> {
  const alertIds = [...new Set(written.flatMap((each) => each.alertIds))];
  const incidentIds = [...new Set(written.flatMap((each) => each.incidentIds))];
  await database.inTenant(tenantId, async (db) => {
    await db.$executeRaw`SELECT index_alerts(${alertIds}::uuid[])`;
    await db.$executeRaw`SELECT index_incidents(${incidentIds}::uuid[])`;
  });
}
