import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { ScheduleSwap } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyPlatform } from '../../context.ts';
import { finalShifts } from '../finalShifts.ts';
import { lockSchedule } from '../lockSchedule.ts';
import { readScheduleFacts } from '../readScheduleFacts.ts';
import { concernedBySwap, tellSwap } from './tellSwap.ts';
import { requireSelf } from './requireSelf.ts';

export const swapShape = z
  .strictObject({
    startsAt: z.date(),
    endsAt: z.date(),
    /** Null for anybody. */
    offeredToId: z.uuid().nullable().default(null),
    /** Until when it may be taken; the beginning of the shift by default. */
    expiresAt: z.date().nullable().default(null),
    note: z.string().trim().max(500).default(''),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt && endsAt.getTime() - startsAt.getTime() <= 62 * 86_400_000, {
    path: ['endsAt'],
    message: 'What is offered ends later than it begins, by 62 days at most.',
  });
export type SwapDraft = z.input<typeof swapShape>;

/**
 * Offers a time in which the caller is on call to another person, or to anybody, and tells them. BAD_USER_INPUT when the caller is not on call then, or the time has come;
 * CONFLICT when it is offered already; NOT_FOUND for a schedule or person that is not the tenant's.
 */
export async function offerSwap(platform: NotifyPlatform, caller: Caller, scheduleId: string, draft: SwapDraft): Promise<ScheduleSwap> {
  requirePermission(caller, 'schedules:override');
  const parsed = swapShape.safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { startsAt, endsAt, offeredToId, note, expiresAt } = parsed.data;
  return transact(platform, caller, async (unit) => {
    const { db, now, audit, signal } = unit;
    const schedule = await lockSchedule(db, caller.tenantId, scheduleId);
    const personId = requireSelf(caller);
    const until = expiresAt ?? startsAt;
    if (until <= now || until > endsAt) throw new AppError('BAD_USER_INPUT', 'An offer must end later than now, and not after the shift.');
    if (offeredToId === personId) throw new AppError('BAD_USER_INPUT', 'A shift is offered to somebody else.');
    if (offeredToId !== null && (await platform.directory.people(db, [offeredToId])).length === 0) {
      throw new AppError('NOT_FOUND', `There is no person with the id ${offeredToId}.`);
    }
    const facts = (await readScheduleFacts(db, [schedule], { from: startsAt, to: endsAt })).get(schedule.id);
    if (!facts || !finalShifts(facts, startsAt, endsAt).some(({ personIds }) => personIds.includes(personId))) {
      throw new AppError('BAD_USER_INPUT', 'You are not on call in this time.');
    }
    const open = await db.scheduleSwap.findFirst({
      where: {
        scheduleId: schedule.id,
        offeredById: personId,
        state: 'OPEN',
        expiresAt: { gt: now },
        startsAt: { lt: endsAt },
        endsAt: { gt: startsAt },
      },
    });
    if (open) throw new AppError('CONFLICT', 'You have offered a part of this time already. Withdraw that offer first.');
    const swap = await db.scheduleSwap.create({
      data: { scheduleId: schedule.id, offeredById: personId, offeredToId, startsAt, endsAt, note, expiresAt: until, createdAt: now },
    });
    audit({
      action: 'swap.offered',
      subject: { kind: 'Schedule', id: schedule.id },
      after: { id: swap.id, offeredToId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    });
    await tellSwap(unit, platform, { swap, schedule, event: 'swap_offered', personIds: concernedBySwap(swap, facts.layers), byId: personId });
    signal('schedule', [schedule.id]);
    return swap;
  });
}
