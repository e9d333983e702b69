import { sendDeliveryTask } from './delivery.task.ts';
import type { NotifyUnit } from './endDelivery.ts';

/** Lets go what waited for the breaker. What another worker holds is left to it: two that wait for each other would both fail. */
export async function releaseHeld({ db, now, enqueue }: NotifyUnit, channelId: string): Promise<void> {
  const released = await db.$queryRaw<{ id: string }[]>`
    UPDATE delivery SET next_at = ${now}, waits_for = NULL
    WHERE id IN (
      SELECT id FROM delivery WHERE channel_id = ${channelId}::uuid AND waits_for = 'breaker' AND status = 'PENDING' ORDER BY id FOR UPDATE SKIP LOCKED
    ) RETURNING id`;
  for (const { id } of released) enqueue(sendDeliveryTask, { deliveryId: id });
}
