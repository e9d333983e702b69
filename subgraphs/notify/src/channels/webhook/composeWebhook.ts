import { CloudEvent, HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { TakenDelivery } from '../../delivery/takeDelivery.ts';
import { webhookSecrets } from './config.ts';

/**
 * The request of one attempt: a CloudEvent 1.0 in structured JSON mode (https://github.com/cloudevents/spec), signed as Standard Webhooks
 * says (https://www.standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`. `webhook-id`, which is also the event's id, stays the same
 * over all attempts, so that receivers can tell repeats; `webhook-attempt` counts them. Pure.
 */
export function composeWebhook(delivery: TakenDelivery, source: string): { headers: Record<string, string>; body: string } {
  const event = new CloudEvent({
    id: delivery.id,
    type: delivery.incident ? `sre-platform.incident.${delivery.event}` : `sre-platform.${delivery.event}`,
    source,
    ...(delivery.incident && { subject: delivery.incident.id }),
    time: delivery.createdAt.toISOString(),
    datacontenttype: 'application/json',
    data: { deliveryId: delivery.id, attempt: delivery.attempt, incident: delivery.incident },
  });
  const { headers, body } = HTTP.structured(event);
  const text = z.string().parse(body);
  return {
    headers: {
      'content-type': z.string().parse(headers['content-type']),
      'user-agent': 'sre-platform',
      'webhook-id': delivery.id,
      'webhook-timestamp': String(Math.floor(delivery.takenAt.getTime() / 1000)),
      'webhook-signature': new Webhook(webhookSecrets.parse(delivery.channel.secrets).secret).sign(delivery.id, delivery.takenAt, text),
      'webhook-attempt': String(delivery.attempt),
    },
    body: text,
  };
}
