import { type Actor, transact } from '#kit/transact';
import type { Schedule } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import { requireUnnamed } from '../escalation/chainsNaming.ts';
import { lockSchedule } from './lockSchedule.ts';

/** Deletes a schedule with its overrides, swaps, calendars and addresses. NOT_FOUND, CONFLICT while a chain names it. */
export function deleteSchedule(platform: NotifyPlatform, actor: Actor, id: string): Promise<Schedule> {
  return transact(platform, actor, async ({ db, audit, signal }) => {
    const schedule = await lockSchedule(db, actor.tenantId, id);
    await requireUnnamed(db, actor.tenantId, { scheduleId: schedule.id });
    await db.schedule.delete({ where: { tenantId_id: { tenantId: actor.tenantId, id: schedule.id } } });
    audit({ action: 'schedule.deleted', subject: { kind: 'Schedule', id: schedule.id }, before: { name: schedule.name, version: schedule.version } });
    signal('schedule', [schedule.id]);
    return schedule;
  });
}
