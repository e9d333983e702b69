import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';

/** Makes the coming weeks' partitions and lets go of those past retention, for all tables of the past. Safe to run at any time, twice too. */
export async function maintainPartitions(platform: Platform): Promise<void> {
  await platform.database.acrossTenants(Prisma.sql`SELECT lookup.maintain_partitions(${platform.clock.now()})::text`);
}
