import { z } from 'zod';
import type { SourceAlert } from '../receivedAlert.ts';
import { repairLabels, repairText } from '../repairText.ts';
import { openDetails, present, sortDetails } from './details.ts';
import { readShape } from './readShape.ts';

const text = z.string().nullish();

/** What dashboards of Grafana before version 9 sent: one alert, without labels of its own. */
const webhook = z.object({
  ruleId: z.int(),
  ruleName: z.string().min(1),
  state: z.enum(['ok', 'paused', 'alerting', 'pending', 'no_data']),
  title: text,
  message: text,
  ruleUrl: text,
  imageUrl: text,
  dashboardId: z.int().nullish(),
  panelId: z.int().nullish(),
  tags: z.unknown().optional(),
  evalMatches: z.array(z.object({ metric: text, value: z.number().nullish() })).nullish(),
});

/** The alert of one webhook call; UNKNOWN_SHAPE when it is none. A paused or pending rule does not fire. */
export function readGrafanaLegacy(payload: unknown, now: Date): SourceAlert {
  const alert = readShape(webhook, payload, "a webhook of Grafana's dashboard alerts");
  const repaired: string[] = [];
  const fires = alert.state === 'alerting' || alert.state === 'no_data';
  const tags = sortDetails(openDetails(alert.tags, 'tags'));
  const values = alert.evalMatches?.map(({ metric, value }) => `${metric ?? ''}=${value ?? 'NaN'}`).join(', ');
  return {
    status: fires ? 'FIRING' : 'RESOLVED',
    key: `rule ${alert.ruleId}`,
    labels: repairLabels({ ...tags.labels, alertname: alert.ruleName }, 'labels', repaired),
    annotations: repairLabels(
      { ...tags.annotations, ...present({ description: alert.message, image_url: alert.imageUrl, panel_url: alert.ruleUrl, values }) },
      'annotations',
      repaired,
    ),
    startsAt: fires ? now : null,
    endsAt: fires ? null : now,
    generatorUrl: alert.ruleUrl ? repairText(alert.ruleUrl, 'ruleUrl', repaired) : null,
    repaired,
  };
}
