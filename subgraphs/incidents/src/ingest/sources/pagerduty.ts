import type { Labels, Severity } from '#contracts/words';
import { z } from 'zod';
import type { NewChange } from '../../changeEvent/newChange.ts';
import type { SourceAlert } from '../receivedAlert.ts';
import { repairLabels, repairText } from '../repairText.ts';
import { openDetails, present, sortDetails } from './details.ts';
import { readShape } from './readShape.ts';
import { looseMoment } from './shapes.ts';

const severities = { critical: 'CRITICAL', error: 'HIGH', warning: 'MEDIUM', info: 'INFO' } as const satisfies Record<string, Severity>;

const text = z.string().nullish();
const filled = (most: number) => z.string().trim().min(1, 'is missing or blank').max(most);
const links = z.array(z.object({ href: text, text })).nullish();
const common = { routing_key: text, client: text, client_url: text, links };

const dedupKey = z.string().max(255);
const payload = z.object({
  summary: filled(1_024),
  source: filled(10_000),
  severity: z.enum(['critical', 'error', 'warning', 'info']),
  timestamp: looseMoment.nullish(),
  component: text,
  group: text,
  class: text,
  /** Usually an object; a text or a list where the sender keeps to no form. */
  custom_details: z.unknown().optional(),
});

const event = z.discriminatedUnion('event_action', [
  z.object({
    event_action: z.literal('trigger'),
    ...common,
    dedup_key: dedupKey.nullish(),
    payload,
    images: z.array(z.object({ src: text, href: text, alt: text })).nullish(),
  }),
  z.object({ event_action: z.literal(['acknowledge', 'resolve']), ...common, dedup_key: dedupKey.min(1, 'is missing or blank') }),
]);

/** An event of PagerDuty's Events API v2, as it was sent. */
export type PagerdutyEvent = z.infer<typeof event>;
export type PagerdutyTrigger = Extract<PagerdutyEvent, { event_action: 'trigger' }>;

/** One event; UNKNOWN_SHAPE when it is none, with everything that is wrong in its cause. */
export function readPagerdutyEvent(body: unknown): PagerdutyEvent {
  return readShape(event, body, "an event of PagerDuty's Events API v2");
}

/**
 * The alert that a trigger tells, known by its dedup key. Each trigger is a beginning: after somebody resolved its incident, the next opens another,
 * as with PagerDuty.
 */
export function alertOfTrigger({ payload, client, client_url, links, images }: PagerdutyTrigger, key: string, now: Date): SourceAlert {
  const repaired: string[] = [];
  const { summary, source, severity, component, group } = payload;
  const custom = sortDetails(openDetails(payload.custom_details, 'custom_details'));
  const named = present({ alertname: summary, severity, source, component, group, class: payload.class });
  const shown = images?.map(({ src, alt }) => ({ href: src, text: alt }));
  return {
    status: 'FIRING',
    labels: repairLabels({ ...custom.labels, ...named }, 'labels', repaired),
    annotations: repairLabels(
      { ...custom.annotations, ...linkTexts('link', links), ...linkTexts('image', shown), ...present({ client }) },
      'annotations',
      repaired,
    ),
    startsAt: payload.timestamp ?? now,
    endsAt: null,
    generatorUrl: client_url ? repairText(client_url, 'client_url', repaired) : null,
    key,
    severity: severities[severity],
    repaired,
  };
}

/** Links as annotations: `link.Runbook`, or `link.1` where it has no name. */
function linkTexts(prefix: string, links: readonly { href?: string | null; text?: string | null }[] | null | undefined): Labels {
  const named = (links ?? []).map(({ href, text }, at) => [`${prefix}.${text?.trim() || at + 1}`, href] as const);
  return present(Object.fromEntries(named));
}

const change = z.object({
  routing_key: text,
  links,
  payload: z.object({ summary: filled(1_024), source: text, timestamp: looseMoment.nullish(), custom_details: z.unknown().optional() }),
});

/** A change event; UNKNOWN_SHAPE when it is none. */
export function readPagerdutyChange(body: unknown): NewChange & { routingKey: string | null } {
  const { routing_key, links, payload } = readShape(change, body, "a change event of PagerDuty's Events API v2");
  const details = openDetails(payload.custom_details, 'custom_details');
  const source = payload.source ? repairText(payload.source, 'source', []) : null;
  return {
    routingKey: routing_key ?? null,
    at: payload.timestamp ?? null,
    summary: repairText(payload.summary, 'summary', []),
    source,
    labels: repairLabels({ ...sortDetails(details).labels, ...(source !== null && { source }) }, 'labels', []),
    links: (links ?? []).flatMap(({ href, text }) => (href ? [{ href, text: text || href }] : [])),
    details,
  };
}
