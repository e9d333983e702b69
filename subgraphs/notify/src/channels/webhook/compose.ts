import { CloudEvent, HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { Outgoing } from '../channelKind.ts';
import type { WebhookSettings } from './config.ts';

/**
 * The request of one attempt: a CloudEvent 1.0 in structured JSON mode (https://github.com/cloudevents/spec), signed as Standard Webhooks
 * says (https://www.standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`. `webhook-id`, which is also the event's id, stays the same
 * over all attempts, so that receivers can tell repeats; `webhook-attempt` counts them. Pure.
 */
export function composeWebhook(notice: Outgoing<WebhookSettings>, source: string): { headers: Record<string, string>; body: string } {
  const { id, event, attempt, incident, message } = notice;
  const cloudEvent = new CloudEvent({
    id,
    type: incident ? `sre-platform.incident.${event}` : `sre-platform.${event}`,
    source,
    ...(incident && { subject: incident.id }),
    time: notice.createdAt.toISOString(),
    datacontenttype: 'application/json',
    data: { deliveryId: id, attempt, incident, ...(message.text !== null && { text: message.text }) },
  });
  const { headers, body } = HTTP.structured(cloudEvent);
  const text = z.string().parse(body);
  return {
    headers: {
      'content-type': z.string().parse(headers['content-type']),
      'user-agent': 'sre-platform',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(notice.takenAt.getTime() / 1000)),
      'webhook-signature': new Webhook(notice.settings.secret).sign(id, notice.takenAt, text),
      'webhook-attempt': String(attempt),
    },
    body: text,
  };
}
