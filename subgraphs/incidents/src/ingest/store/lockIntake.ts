import type { IncidentsDb } from '../../context.ts';

/**
 * Lets one batch of a tenant in at a time, in all processes, until its transaction ends: every decision is taken on committed
 * state, and numbers count up without gaps or races. Tenants do not wait for each other.
 */
export async function lockIntake(db: IncidentsDb, tenantId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sre.intake:${tenantId}`}, 0))`;
}
