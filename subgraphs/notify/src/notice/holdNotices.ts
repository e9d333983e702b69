import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { sendDeliveryTask } from '../delivery/delivery.task.ts';
import { cancelNotices } from './cancelNotices.ts';
import { isHeld, lockDispatch } from './heldNotices.ts';
import { lockAlarms } from './lockAlarms.ts';

/** That an incident was merged away, or that its merge was undone. */
export type Hold = { incidentId: string; mergeId: string; event: 'merged' | 'unmerged' };

/**
 * Nobody is paged for an incident that was merged into another: what waits for its next attempt is cancelled (`merged_first`), and an announcement that comes
 * later is not dispatched. When the merge is undone, what was cancelled for it goes out after all. Each merge is remembered by its id, so the two
 * events' jobs may run in either order and more than once.
 */
export function holdNotices(platform: NotifyPlatform, tenantId: string, { incidentId, mergeId, event }: Hold): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now, enqueue, signal } = unit;
    await lockDispatch(db, incidentId);
    await db.noticeDispatch.createMany({ data: [{ incidentId, event: `${event}:${mergeId}`, at: now }], skipDuplicates: true });
    const held = isHeld(await db.noticeDispatch.findMany({ where: { incidentId } }));
    if (held) return cancelNotices(unit, incidentId, 'merged_first');

    const alarms = await lockAlarms(db, incidentId);
    const opened = alarms.filter(({ event }) => event === 'opened');
    const open = new Set(opened.filter(({ status }) => status !== 'CANCELLED').map(({ threadKey }) => threadKey));
    const calledOff = opened.filter(({ status, outcome, threadKey }) => status === 'CANCELLED' && outcome === 'merged_first' && !open.has(threadKey));
    const resumed = [...new Map(calledOff.map(({ threadKey, id }) => [threadKey, id])).values()];
    await db.delivery.updateMany({
      where: { id: { in: resumed } },
      data: { status: 'PENDING', outcome: null, finishedAt: null, nextAt: now },
    });
    await db.delivery.updateMany({ where: { incidentId, status: 'SENDING', cancelOutcome: 'merged_first' }, data: { cancelOutcome: null } });
    for (const id of resumed) enqueue(sendDeliveryTask, { deliveryId: id });
    if (resumed.length > 0) signal('incident', [incidentId]);
  });
}
