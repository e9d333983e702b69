import { z } from 'zod';
import type { SourceAlert } from '../receivedAlert.ts';
import { repairLabels, repairText } from '../repairText.ts';
import { readShape } from './readShape.ts';
import { labels, link, moment } from './shapes.ts';

/**
 * Alertmanager's webhook, version 4. Fields that nothing here reads (receiver, groupKey, commonLabels, …) are not checked,
 * since newer versions add some and operators may template others.
 */
const webhook = z.object({
  version: z.literal('4'),
  alerts: z.array(
    z.object({
      status: z.enum(['firing', 'resolved']),
      labels,
      annotations: labels.default({}),
      startsAt: moment.optional(),
      /** The zero time while the alert fires. */
      endsAt: moment.optional(),
      generatorURL: link.optional(),
    }),
  ),
});

/** The alerts of one webhook call, in its order. UNKNOWN_SHAPE when it is not version 4. */
export function readAlertmanager(payload: unknown, now: Date): SourceAlert[] {
  return readShape(webhook, payload, 'an Alertmanager webhook of version 4').alerts.map((alert) => {
    const repaired: string[] = [];
    const resolved = alert.status === 'resolved';
    return {
      status: resolved ? 'RESOLVED' : 'FIRING',
      labels: repairLabels(alert.labels, 'labels', repaired),
      annotations: repairLabels(alert.annotations, 'annotations', repaired),
      startsAt: alert.startsAt ?? null,
      endsAt: resolved ? (alert.endsAt ?? now) : null,
      generatorUrl: alert.generatorURL ? repairText(alert.generatorURL, 'generatorURL', repaired) : null,
      repaired,
    };
  });
}
