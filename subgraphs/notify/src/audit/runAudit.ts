import { Prisma } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import { auditTenant } from './auditTenant.ts';

/** How long the outside may take to hear that this round went through, in ms. */
const heartbeatMs = 5_000;

/**
 * One round of the auditor over all tenants, then a sign of life to the outside: whoever watches for it raises the alarm when it stays away, for that is what nobody here could do any more.
 * It is given only when every tenant was looked at.
 */
export async function runAudit(platform: NotifyPlatform, signal: AbortSignal): Promise<void> {
  const tenants = await platform.database.acrossTenants<{ tenant_id: string }>(Prisma.sql`SELECT tenant_id FROM lookup.tenants()`);
  const failures: unknown[] = [];
  for (const { tenant_id: tenantId } of tenants) {
    if (signal.aborted) return;
    try {
      const kinds = await auditTenant(platform, tenantId);
      if (Object.keys(kinds).length > 0) platform.log.warn({ tenantId, kinds }, 'the auditor found what did not move');
    } catch (error) {
      // One tenant's trouble must not hide the others'; all of it is thrown below.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${tenants.length} tenants could not be audited.`);
  if (platform.heartbeatUrl != null) await beat(platform.heartbeatUrl);
}

async function beat(url: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(heartbeatMs) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The heartbeat was answered with ${response.status}.`);
}
