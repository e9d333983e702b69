import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { sendDeliveryTask } from '../delivery/delivery.task.ts';
import { endDelivery } from '../delivery/endDelivery.ts';
import { isHeld, lockDispatch } from './heldNotices.ts';

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
    await db.$queryRaw`SELECT id FROM delivery WHERE incident_id = ${incidentId}::uuid AND event = 'opened' ORDER BY id FOR UPDATE`;
    if (held) {
      const waiting = await db.delivery.findMany({ where: { incidentId, event: 'opened', status: 'PENDING' }, include: { channel: true } });
      for (const delivery of waiting) await endDelivery(unit, delivery, { status: 'CANCELLED', outcome: 'merged_first' });
      return;
    }
    const resumed = await db.delivery.updateManyAndReturn({
      where: { incidentId, event: 'opened', status: 'CANCELLED', outcome: 'merged_first' },
      data: { status: 'PENDING', outcome: null, finishedAt: null, nextAt: now },
      select: { id: true },
    });
    for (const { id } of resumed) enqueue(sendDeliveryTask, { deliveryId: id });
    if (resumed.length > 0) signal('incident', [incidentId]);
  });
}
