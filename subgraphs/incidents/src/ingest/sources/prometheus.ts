import type { Labels } from '#contracts/words';
import { z } from 'zod';
import type { SourceAlert } from '../receivedAlert.ts';
import { repairLabels, repairText } from '../repairText.ts';
import { readShape } from './readShape.ts';
import { labels, link, moment } from './shapes.ts';

/** Postable alerts of Alertmanager's API v2: what Prometheus and vmalert push, before any silence or grouping. */
const postableAlerts = z.array(
  z.object({
    labels: labels.refine((set) => Object.keys(set).length > 0, 'expected at least one label'),
    annotations: labels.default({}),
    startsAt: moment.optional(),
    /** While the alert fires, a moment in the future until which it holds without being sent again. */
    endsAt: moment.optional(),
    generatorURL: link.optional(),
  }),
);

/** The alerts of one push, in its order: resolved are those whose end has come. UNKNOWN_SHAPE when it is not the API's shape. */
export function readPrometheus(payload: unknown, now: Date): SourceAlert[] {
  return readShape(postableAlerts, payload, "an array of alerts as Alertmanager's API v2 takes them").map((alert) => {
    const repaired: string[] = [];
    const ended = alert.endsAt != null && alert.endsAt <= now ? alert.endsAt : null;
    return {
      status: ended ? 'RESOLVED' : 'FIRING',
      // As Alertmanager takes them: an empty label is a missing one.
      labels: repairLabels(withoutEmpty(alert.labels), 'labels', repaired),
      annotations: repairLabels(alert.annotations, 'annotations', repaired),
      startsAt: alert.startsAt ?? null,
      endsAt: ended,
      ...(alert.endsAt && !ended && { expiresAt: alert.endsAt }),
      generatorUrl: alert.generatorURL ? repairText(alert.generatorURL, 'generatorURL', repaired) : null,
      repaired,
    };
  });
}

function withoutEmpty(labels: Labels): Labels {
  const entries = Object.entries(labels);
  const full = entries.filter(([, value]) => value !== '');
  return full.length === entries.length ? labels : Object.fromEntries(full);
}
