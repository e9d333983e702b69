import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { AutomationPlatform } from '../context.ts';
import { judgeFiring } from './judgeFiring.ts';
import { type Occurrence, scheduleFired } from './occurrence.ts';
import { recordDecisions, showTriggers, storeOccurrences } from './showTriggers.ts';

/** Schedules fired per look at most; the rest is due at the next. */
const most = 200;

/** Fires every schedule that is due, in whatever tenant. Each is taken by one worker, and that it fired and when it is due again are one transaction. */
export async function fireSchedules(platform: AutomationPlatform, signal: AbortSignal): Promise<void> {
  const { database, clock } = platform;
  const due = await database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.triggers_due(${clock.followsDatabase ? null : clock.now()}, ${most}::int)`,
  );
  const failures: unknown[] = [];
  for (const { tenant_id, id } of due) {
    if (signal.aborted) return;
    // One that cannot be fired must not keep those after it from being.
    await fireSchedule(platform, tenant_id, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} schedules could not be fired.`);
}

function fireSchedule(platform: AutomationPlatform, tenantId: string, id: string): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const taken = await db.$queryRaw<unknown[]>`
      SELECT id FROM trigger WHERE id = ${id}::uuid AND enabled AND archived_at IS NULL AND next_at <= ${now} FOR UPDATE SKIP LOCKED`;
    if (taken.length === 0) return;
    const trigger = await db.trigger.findFirstOrThrow({ where: { id }, include: { playbook: { select: { id: true, name: true } } } });
    const { cron, timeZone, missed, nextAt } = trigger;
    if (cron === null || timeZone === null || nextAt === null) return;
    const firing = judgeFiring({ cron, timeZone, missed, nextAt }, now);
    await db.trigger.update({ where: { tenantId_id: { tenantId, id } }, data: { nextAt: firing.nextAt } });
    const occurrence: Occurrence = {
      ...{ id: uuidv7(), at: now, name: scheduleFired, triggerId: id, incident: null, causation: [] },
      payload: { dueAt: firing.dueAt.toISOString(), late: firing.late, missed: firing.missed, cron, timeZone },
    };
    if (firing.fires) {
      await showTriggers(unit, [occurrence]);
      return;
    }
    await storeOccurrences(db, [occurrence]);
    const judgement = { matched: false, reason: 'firing_missed' as const, facts: { dueAt: firing.dueAt.toISOString(), missed: firing.missed } };
    await recordDecisions(db, [{ trigger, occurrence, judgement, start: null }]);
  });
}
