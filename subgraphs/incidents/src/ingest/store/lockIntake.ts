import type { IncidentsDb } from '../../context.ts';

/** Name of the lock that lets one batch of a tenant in at a time; `receive_repeats` in the migrations spells it the same way. */
export const intakeLock = (tenantId: string): string => `sre.intake:${tenantId}`;

/**
 * Keeps the tenant's intake out until the transaction ends, for verbs that open incidents or move alerts between them: numbers count up without
 * gaps, and no batch decides on where an alert was. Taken before any incident is locked, as the intake does, so that nobody waits in a circle.
 */
export async function lockIntake(db: IncidentsDb, tenantId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${intakeLock(tenantId)}, 0))`;
}
