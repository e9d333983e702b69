import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { flushIncident } from './flushIncident.ts';
import { sweep, sweepSize } from './sweep.ts';

/** Judges and announces what is due in every tenant: what changed since its last announcement, and what a lost or late job left behind. */
export async function flushDueIncidents(platform: Platform, signal: AbortSignal): Promise<void> {
  const due = Prisma.sql`SELECT tenant_id, id FROM lookup.incidents_due(${platform.clock.now()}, ${sweepSize}::int)`;
  await sweep(platform, signal, due, 'incidents could not be announced', (tenantId, id) => flushIncident(platform, tenantId, id));
}
