import { Prisma } from '#prisma/generated/client';
import { toAppError } from '#kit/errors';
import type { Platform } from '#kit/transact';

export type Readiness = { name: string; ok: boolean; detail?: string };

/** Whether the database answers; what every process of the platform needs before it may be sent requests. */
export async function databaseReady(platform: Platform): Promise<Readiness> {
  try {
    await platform.database.acrossTenants(Prisma.sql`SELECT 1`);
    return { name: 'database', ok: true };
  } catch (error) {
    return { name: 'database', ok: false, detail: toAppError(error).message };
  }
}
