import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { ScheduleSwap } from '#prisma/generated/client';
import type { NotifyPlatform } from '../../context.ts';
import { tellSwap } from './tellSwap.ts';
import { takeSwap } from './takeSwap.ts';

/** Takes back an offer that nobody took: by who made it, or by who manages schedules. NOT_FOUND, FORBIDDEN, or CONFLICT for one that is not open. */
export function withdrawSwap(platform: NotifyPlatform, caller: Caller, id: string): Promise<ScheduleSwap> {
  return transact(platform, caller, async (unit) => {
    const { db, now, audit, signal } = unit;
    const { swap, schedule } = await takeSwap(db, caller.tenantId, id);
    if (caller.personId !== swap.offeredById) requirePermission(caller, 'schedules:manage');
    else requirePermission(caller, 'schedules:override');
    if (swap.state !== 'OPEN') throw new AppError('CONFLICT', 'This shift is not on offer any more.');
    const withdrawn = await db.scheduleSwap.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id: swap.id } },
      data: { state: 'WITHDRAWN', decidedAt: now },
    });
    audit({ action: 'swap.withdrawn', subject: { kind: 'Schedule', id: schedule.id }, before: { id: swap.id, offeredById: swap.offeredById } });
    // Whom it was offered to may be thinking about it; whoever might have taken it sees that it is gone.
    const personIds = swap.offeredToId === null ? [] : [swap.offeredToId];
    await tellSwap(unit, platform, { swap: withdrawn, schedule, event: 'swap_withdrawn', personIds, byId: swap.offeredById });
    signal('schedule', [schedule.id]);
    return withdrawn;
  });
}
