import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { ScheduleOverride } from '#prisma/generated/client';
import type { NotifyPlatform } from '../../context.ts';
import { lockSchedule } from '../lockSchedule.ts';
import { requireOverride } from './addOverride.ts';

/**
 * Takes an override away; one that has begun ends now instead, so that who was on call stays on record. NOT_FOUND; FORBIDDEN for a responder when it is
 * neither about them nor made by them. One that is over is not found any more.
 */
export function removeOverride(platform: NotifyPlatform, caller: Caller, scheduleId: string, id: string): Promise<ScheduleOverride> {
  return transact(platform, caller, async ({ db, now, audit, signal }) => {
    const schedule = await lockSchedule(db, caller.tenantId, scheduleId);
    const overrides = await db.scheduleOverride.findMany({ where: { scheduleId: schedule.id, endsAt: { gt: now } } });
    const override = overrides.find((each) => each.id === id.toLowerCase());
    if (!override) throw new AppError('NOT_FOUND', `The schedule has no override ${id} that could be taken away.`);
    const isOwn = caller.personId !== null && override.createdById === caller.personId;
    requireOverride(caller, isOwn ? { ...override, personId: caller.personId } : override);

    const where = { tenantId_id: { tenantId: caller.tenantId, id: override.id } };
    const hasBegun = override.startsAt < now;
    if (hasBegun) await db.scheduleOverride.update({ where, data: { endsAt: now } });
    else await db.scheduleOverride.delete({ where });
    await db.schedule.update({ where: { tenantId_id: { tenantId: caller.tenantId, id: schedule.id } }, data: { lookAt: now } });
    audit({
      action: 'override.removed',
      subject: { kind: 'Schedule', id: schedule.id },
      before: { id, personId: override.personId, startsAt: override.startsAt.toISOString(), endsAt: override.endsAt.toISOString() },
    });
    signal('schedule', [schedule.id]);
    return { ...override, ...(hasBegun && { endsAt: now }) };
  });
}
