import type { EventPayload } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { endDelivery } from '../delivery/endDelivery.ts';

/** Nobody is asked any more: notices that wait are called off, and the links of those that were sent say that it is over. */
export function callOffApprovers(
  platform: NotifyPlatform,
  tenantId: string,
  { approvalId, askedAt, state }: EventPayload<'approval.ended'>,
): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db } = unit;
    const told = await db.$queryRaw<{ id: string }[]>`
      UPDATE delivery SET details = jsonb_set(details, '{approval,ended}', to_jsonb(${state}::text))
      WHERE created_at >= ${new Date(askedAt)} AND event = 'approval' AND details #>> '{approval,id}' = ${approvalId} RETURNING id`;
    const waiting = await db.delivery.findMany({ where: { id: { in: told.map(({ id }) => id) }, status: 'PENDING' }, include: { channel: true } });
    for (const delivery of waiting) await endDelivery(unit, delivery, { status: 'CANCELLED', outcome: 'approval_over' });
  });
}
