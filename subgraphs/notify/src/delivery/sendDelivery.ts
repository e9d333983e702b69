import type { Job } from '#kit/task';
import type { NotifyPlatform } from '../context.ts';
import { finishAttempt } from './finishAttempt.ts';
import { sendTaken } from './sendTaken.ts';
import { takeDelivery } from './takeDelivery.ts';

/**
 * One attempt of one delivery: take it, send it, record what came of it. When the process drains, attempts in hand run to their end, which is shorter
 * than the drain, and none is begun: cutting one off would only make its receiver hear twice.
 */
export async function sendDelivery(platform: NotifyPlatform, { tenantId, payload, signal }: Job<{ deliveryId: string }>): Promise<void> {
  if (signal.aborted) return;
  const taken = await takeDelivery(platform, tenantId, payload.deliveryId);
  if (!taken) return;
  const { judgement, sent, use } = await sendTaken(platform, taken);
  const { reason } = await finishAttempt(platform, tenantId, taken, judgement, sent, use);
  if (reason === 'overtaken')
    platform.log.warn(
      { tenantId, deliveryId: taken.id, attempt: taken.attempt },
      'the lease ran out before the result was recorded; the delivery went to another worker',
    );
}
