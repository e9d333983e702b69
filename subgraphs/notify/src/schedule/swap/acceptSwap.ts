import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { ScheduleSwap } from '#prisma/generated/client';
import type { NotifyPlatform } from '../../context.ts';
import { finalShifts } from '../finalShifts.ts';
import { readScheduleFacts } from '../readScheduleFacts.ts';
import { judgeSwap, type SwapVerdict } from './judgeSwap.ts';
import { requireSelf } from './requireSelf.ts';
import { tellSwap } from './tellSwap.ts';
import { takeSwap } from './takeSwap.ts';

const refusals: Record<Exclude<SwapVerdict, 'free'>, string> = {
  not_open: 'This shift is not on offer any more.',
  own_offer: 'This is your own shift. Withdraw the offer to keep it.',
  offered_to_another: 'This shift is offered to somebody else.',
  on_call_then: 'You are on call in this schedule then yourself: taking it would leave one person less.',
};

/** Takes an offered shift: from now on the caller is on call in the other's place, who is told. NOT_FOUND, or CONFLICT saying why it cannot be taken. */
export function acceptSwap(platform: NotifyPlatform, caller: Caller, id: string): Promise<ScheduleSwap> {
  requirePermission(caller, 'schedules:override');
  return transact(platform, caller, async (unit) => {
    const { db, now, audit, signal } = unit;
    const { swap, schedule } = await takeSwap(db, caller.tenantId, id);
    const personId = requireSelf(caller);
    const facts = (await readScheduleFacts(db, [schedule], { from: swap.startsAt, to: swap.endsAt })).get(schedule.id);
    const theirs = facts ? finalShifts(facts, swap.startsAt, swap.endsAt).filter(({ personIds }) => personIds.includes(swap.offeredById)) : [];
    const isOnCallThen = theirs.some(({ personIds }) => personIds.includes(personId));
    const verdict = judgeSwap(swap, { personId, isOnCallThen, now });
    if (verdict !== 'free') throw new AppError('CONFLICT', refusals[verdict]);
    if (theirs.length === 0) throw new AppError('CONFLICT', 'Who offered this shift is not on call then any more.');
    const accepted = await db.scheduleSwap.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id: swap.id } },
      data: { state: 'ACCEPTED', takenById: personId, decidedAt: now },
    });
    await db.schedule.update({ where: { tenantId_id: { tenantId: caller.tenantId, id: schedule.id } }, data: { lookAt: now } });
    audit({
      action: 'swap.accepted',
      subject: { kind: 'Schedule', id: schedule.id },
      after: { id: swap.id, offeredById: swap.offeredById, takenById: personId },
    });
    await tellSwap(unit, platform, { swap: accepted, schedule, event: 'swap_taken', personIds: [swap.offeredById], byId: personId });
    signal('schedule', [schedule.id]);
    return accepted;
  });
}
