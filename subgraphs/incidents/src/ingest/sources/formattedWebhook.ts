import { AppError } from '#kit/errors';
import { type Json, textOf } from '#kit/expression';
import type { SourceAlert } from '../receivedAlert.ts';
import { repairLabels, repairText } from '../repairText.ts';
import { openDetails, present, sortDetails } from './details.ts';

/** Words by which systems say that it is over. */
const over = new Set(['ok', 'resolved', 'resolve', 'recovered', 'recovery', 'closed', 'normal', 'up', 'green', 'success']);

/** Fields that say what an alert is called, in the order in which they are asked. */
const titles = ['title', 'summary', 'subject', 'name', 'message', 'text'];

/**
 * Grafana OnCall's formatted webhook (`alert_uid`, `title`, `state`, `message`, `link_to_upstream_details`, `image_url`), read so that it fits plain webhooks too:
 * every field may be missing, and what has no meaning here is kept as a label or an annotation. It is known by `alert_uid`, else by its title. UNKNOWN_SHAPE
 * for what is no object.
 */
export function readFormattedWebhook(payload: unknown, now: Date): SourceAlert {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new AppError('UNKNOWN_SHAPE', 'This is not a webhook of Grafana OnCall: the body: expected an object.');
  }
  const { alert_uid, state, status, image_url, link_to_upstream_details, message, labels, ...rest } = openDetails(payload, 'payload');
  const title = titles.map((name) => plain(name === 'message' ? message : rest[name])).find((text) => text !== '') ?? 'Webhook';
  const ended = over.has((plain(state) || plain(status)).toLowerCase());
  const custom = sortDetails({ ...without(rest, titles), ...(typeof labels === 'object' && !Array.isArray(labels) ? labels : {}) });
  const link = plain(link_to_upstream_details);
  const repaired: string[] = [];
  return {
    status: ended ? 'RESOLVED' : 'FIRING',
    key: plain(alert_uid) || title,
    labels: repairLabels({ ...custom.labels, alertname: firstLine(title) }, 'labels', repaired),
    annotations: repairLabels(
      { ...custom.annotations, ...present({ description: plain(message), image_url: plain(image_url) }) },
      'annotations',
      repaired,
    ),
    startsAt: ended ? null : now,
    endsAt: ended ? now : null,
    generatorUrl: link === '' ? null : repairText(link, 'link_to_upstream_details', repaired),
    repaired,
  };
}

function plain(value: Json | undefined): string {
  return value === undefined || (typeof value === 'object' && value !== null) ? '' : textOf(value).trim();
}

function firstLine(text: string): string {
  return text.split(/[\r\n]/, 1)[0] ?? text;
}

function without(details: { [name: string]: Json }, names: readonly string[]): { [name: string]: Json } {
  return Object.fromEntries(Object.entries(details).filter(([name, value]) => !names.includes(name) || typeof value === 'object'));
}
