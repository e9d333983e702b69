import { z } from 'zod';
import type { SourceAlert } from '../receivedAlert.ts';
import { repairLabels, repairText } from '../repairText.ts';
import { readShape } from './readShape.ts';
import { labels, link, moment } from './shapes.ts';

/** Grafana's alerting webhook, version 1: Alertmanager's alerts, each with where to look at it in Grafana and what was measured. */
const webhook = z.object({
  version: z.literal('1'),
  alerts: z.array(
    z.object({
      status: z.enum(['firing', 'resolved']),
      labels,
      annotations: labels.nullish(),
      startsAt: moment.optional(),
      /** The zero time while the alert fires. */
      endsAt: moment.optional(),
      generatorURL: link.nullish(),
      silenceURL: link.nullish(),
      dashboardURL: link.nullish(),
      panelURL: link.nullish(),
      imageURL: link.nullish(),
      ruleUID: z.string().nullish(),
      /** The last measured value of each query or expression of the rule, by its letter. JSON has no NaN: Grafana sends null or text for it. */
      values: z.record(z.string(), z.union([z.number(), z.string(), z.null()])).nullish(),
      valueString: z.string().nullish(),
    }),
  ),
});

type GrafanaAlert = z.infer<typeof webhook>['alerts'][number];

/**
 * The alerts of one webhook call, in its order. What only Grafana tells of an alert becomes annotations of it, under the names in `told`; an annotation
 * of that name which the rule itself has stays as it is. UNKNOWN_SHAPE when it is not version 1.
 */
export function readGrafana(payload: unknown, now: Date): SourceAlert[] {
  return readShape(webhook, payload, "a webhook of Grafana's alerting, version 1").alerts.map((alert) => {
    const repaired: string[] = [];
    const resolved = alert.status === 'resolved';
    return {
      status: resolved ? 'RESOLVED' : 'FIRING',
      labels: repairLabels(alert.labels, 'labels', repaired),
      annotations: repairLabels({ ...told(alert), ...alert.annotations }, 'annotations', repaired),
      startsAt: alert.startsAt ?? null,
      endsAt: resolved ? (alert.endsAt ?? now) : null,
      generatorUrl: alert.generatorURL ? repairText(alert.generatorURL, 'generatorURL', repaired) : null,
      repaired,
    };
  });
}

function told({ dashboardURL, panelURL, silenceURL, imageURL, ruleUID, values, valueString }: GrafanaAlert): Record<string, string> {
  const measured = Object.entries(values ?? {}).map(([letter, value]) => `${letter}=${value ?? 'NaN'}`);
  const annotations = {
    dashboard_url: dashboardURL,
    panel_url: panelURL,
    silence_url: silenceURL,
    image_url: imageURL,
    rule_uid: ruleUID,
    values: measured.join(', '),
    value_string: valueString,
  };
  return Object.fromEntries(Object.entries(annotations).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
