import type { Job } from '#kit/task';
import { channelKinds } from '../channels/channelKinds.ts';
import type { NotifyPlatform } from '../context.ts';
import { requestTimeoutMs } from './delivery.task.ts';
import { finishAttempt } from './finishAttempt.ts';
import { judgeAttempt } from './judgeAttempt.ts';
import { takeDelivery } from './takeDelivery.ts';

/**
 * One attempt of one delivery: take it, send it, record what came of it. When the process drains, attempts in hand run to their end, which is shorter
 * than the drain, and none is begun: cutting one off would only make its receiver hear twice.
 */
export async function sendDelivery(platform: NotifyPlatform, { tenantId, payload, signal }: Job<{ deliveryId: string }>): Promise<void> {
  if (signal.aborted) return;
  const taken = await takeDelivery(platform, tenantId, payload.deliveryId);
  if (!taken) return;
  const send = channelKinds[taken.channel.kind];
  const result = await send(taken, {
    outbound: platform.outbound,
    source: platform.publicUrl ?? 'urn:sre-platform',
    timeoutMs: platform.requestTimeoutMs ?? requestTimeoutMs,
  });
  const { reason } = await finishAttempt(platform, tenantId, taken, judgeAttempt(result));
  if (reason === 'overtaken')
    platform.log.warn(
      { tenantId, deliveryId: taken.id, attempt: taken.attempt },
      'the lease ran out before the result was recorded; the delivery went to another worker',
    );
}
