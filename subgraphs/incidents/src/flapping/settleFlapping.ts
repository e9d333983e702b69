import { type Platform, systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { ownWords } from '../ingest/ownWords.ts';
import { storeAlerts } from '../ingest/receiveAlerts.ts';
import { lockIntake } from '../ingest/store/lockIntake.ts';
import { sweep, sweepSize } from '../tasks/sweep.ts';
import { readFlapPolicy } from './readFlapPolicy.ts';

/** Most alerts that are believed again in one transaction; the next sweep comes in seconds. */
const atOnce = 500;

/** Believes again what has been calm for long enough, in every tenant. */
export async function settleFlapping(platform: Platform, signal: AbortSignal): Promise<void> {
  const due = Prisma.sql`SELECT tenant_id, id FROM lookup.flapping_calm(${platform.clock.now()}, ${sweepSize}::int)`;
  await sweep(platform, signal, due, 'tenants whose alerts flapped could not be judged', (tenantId) => settleAlerts(platform, tenantId));
}

/** Judges the tenant's alerts that have been calm by their last state: those that fire are in an open incident, and those that ended may close theirs. */
export async function settleAlerts(platform: Platform, tenantId: string): Promise<void> {
  await transact(platform, systemActor(tenantId), async (unit: IncidentsUnit) => {
    const { db, now } = unit;
    await lockIntake(db, tenantId);
    const { enabled, windowMinutes } = await readFlapPolicy(db);
    const held = await db.alert.findMany({ where: { tenantId, flappingSince: { not: null } }, take: 10 * atOnce });
    const calmBy = now.getTime() - windowMinutes * 60_000;
    const calm = held.filter(({ recentChanges, flappingSince }) => !enabled || (recentChanges.at(-1) ?? flappingSince ?? now).getTime() <= calmBy);
    const words = calm.slice(0, atOnce).map((alert) => ({ alert, status: alert.status, endsAt: alert.endsAt, because: 'calm' as const }));
    await storeAlerts(unit, tenantId, ownWords(words));
  });
}
