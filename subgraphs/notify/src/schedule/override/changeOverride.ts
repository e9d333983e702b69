import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { ScheduleOverride } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyPlatform } from '../../context.ts';
import { lockSchedule } from '../lockSchedule.ts';
import { type OverrideDraft, overrideShape, requireOverride, requirePeople } from './addOverride.ts';

/**
 * Sets all of an override that is not over. One that has begun keeps its beginning, and ends no sooner than now: who was on call stays on record. It keeps its
 * place among those that overlap it, too. BAD_USER_INPUT; NOT_FOUND; FORBIDDEN unless the caller might make it both as it was and as it is to be.
 */
export async function changeOverride(
  platform: NotifyPlatform,
  caller: Caller,
  scheduleId: string,
  id: string,
  draft: OverrideDraft,
): Promise<ScheduleOverride> {
  const parsed = overrideShape.safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const wanted = parsed.data;
  return transact(platform, caller, async ({ db, now, audit, signal }) => {
    const schedule = await lockSchedule(db, caller.tenantId, scheduleId);
    const overrides = await db.scheduleOverride.findMany({ where: { scheduleId: schedule.id, endsAt: { gt: now } } });
    const before = overrides.find((each) => each.id === id.toLowerCase());
    if (!before) throw new AppError('NOT_FOUND', `The schedule has no override ${id} that could be changed.`);
    requireOverride(caller, before);
    requireOverride(caller, wanted);
    const hasBegun = before.startsAt <= now;
    if (hasBegun && (wanted.personId !== before.personId || wanted.replacesId !== before.replacesId)) {
      throw new AppError('BAD_USER_INPUT', 'This override has begun: end it, and make another for somebody else.');
    }
    await requirePeople(platform, db, wanted);
    const startsAt = hasBegun ? before.startsAt : wanted.startsAt;
    const endsAt = wanted.endsAt < now ? now : wanted.endsAt;
    if (endsAt <= startsAt) throw new AppError('BAD_USER_INPUT', 'An override ends later than it begins.');
    const changed = await db.scheduleOverride.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id: before.id } },
      data: { ...wanted, startsAt, endsAt },
    });
    await db.schedule.update({ where: { tenantId_id: { tenantId: caller.tenantId, id: schedule.id } }, data: { lookAt: now } });
    audit({ action: 'override.changed', subject: { kind: 'Schedule', id: schedule.id }, before: timesOf(before), after: timesOf(changed) });
    signal('schedule', [schedule.id]);
    return changed;
  });
}

function timesOf({ id, personId, replacesId, startsAt, endsAt }: ScheduleOverride) {
  return { id, personId, replacesId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}
