import { z } from 'zod';
import type { SourceAlert } from '../receivedAlert.ts';
import { repairLabels } from '../repairText.ts';
import { present } from './details.ts';
import { readFormattedWebhook } from './formattedWebhook.ts';
import { readShape } from './readShape.ts';
import { looseMoment } from './shapes.ts';

const text = z.string().nullish();

const delivery = z.discriminatedUnion('Type', [
  z.object({ Type: z.literal(['SubscriptionConfirmation', 'UnsubscribeConfirmation']), TopicArn: z.string(), SubscribeURL: z.string() }),
  z.object({ Type: z.literal('Notification'), TopicArn: z.string(), MessageId: z.string(), Subject: text, Message: z.string() }),
]);

export type SnsDelivery = z.infer<typeof delivery>;
type Notification = Extract<SnsDelivery, { Type: 'Notification' }>;

/** What Amazon SNS posts; UNKNOWN_SHAPE when it is nothing of that kind. */
export function readSnsDelivery(payload: unknown): SnsDelivery {
  return readShape(delivery, payload, 'a delivery of Amazon SNS');
}

const alarm = z.object({
  AlarmName: z.string().min(1),
  AlarmArn: text,
  AlarmDescription: text,
  NewStateValue: z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']),
  NewStateReason: text,
  StateChangeTime: looseMoment.nullish(),
  Region: text,
  AWSAccountId: text,
  Trigger: z
    .object({ MetricName: text, Namespace: text, Dimensions: z.array(z.object({ name: z.string(), value: z.string() })).nullish() })
    .nullish(),
});

/**
 * The alert in a notification. One of CloudWatch is known by its alarm; an alarm without data fires as well, since whoever has that sent wants to know. Other
 * messages are read like a webhook when they are JSON objects, else they are text.
 */
export function alertOfNotification(notification: Notification, now: Date): SourceAlert {
  const { Subject: subject, Message: message, TopicArn: topic } = notification;
  const payload = jsonOf(message);
  const parsed = alarm.safeParse(payload);
  if (parsed.success) return alertOfAlarm(parsed.data, topic, now);
  const object = typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : { title: subject, message };
  const alert = readFormattedWebhook({ title: subject, ...object }, now);
  return { ...alert, labels: { ...alert.labels, ...topicLabel(topic) } };
}

function alertOfAlarm(said: z.infer<typeof alarm>, topic: string, now: Date): SourceAlert {
  const { AlarmName, AlarmArn, AlarmDescription, NewStateValue, NewStateReason, StateChangeTime, Region, AWSAccountId, Trigger } = said;
  const repaired: string[] = [];
  const ended = NewStateValue === 'OK';
  const dimensions = Object.fromEntries((Trigger?.Dimensions ?? []).map(({ name, value }) => [name, value]));
  const at = StateChangeTime ?? now;
  return {
    status: ended ? 'RESOLVED' : 'FIRING',
    key: AlarmArn || AlarmName,
    labels: repairLabels(
      {
        ...dimensions,
        ...present({ region: Region, account: AWSAccountId, namespace: Trigger?.Namespace, metric: Trigger?.MetricName }),
        ...topicLabel(topic),
        alertname: AlarmName,
      },
      'labels',
      repaired,
    ),
    annotations: repairLabels(present({ description: AlarmDescription, reason: NewStateReason, state: NewStateValue }), 'annotations', repaired),
    startsAt: ended ? null : at,
    endsAt: ended ? at : null,
    generatorUrl: null,
    repaired,
  };
}

function topicLabel(arn: string): Record<string, string> {
  return repairLabels({ topic: arn.split(':').at(-1) ?? arn }, 'labels', []);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
