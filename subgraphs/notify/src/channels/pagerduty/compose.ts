import type { Severity } from '#contracts/words';
import { fit } from '../../message/fit.ts';
import type { Outgoing } from '../channelKind.ts';
import type { PagerdutySettings } from './config.ts';

/** Longest summary of an event (https://developer.pagerduty.com/docs/send-alert-event). */
const longestSummary = 1_024;

const severities = { CRITICAL: 'critical', HIGH: 'error', MEDIUM: 'warning', LOW: 'info', INFO: 'info' } as const satisfies Record<Severity, string>;

export type PagerdutyEvent = {
  routing_key: string;
  event_action: 'trigger' | 'acknowledge' | 'resolve';
  dedup_key: string;
  payload?: object;
  links?: object[];
};

/**
 * The event of one notice. All of one incident carry the same key, so that PagerDuty has one alert that is triggered, acknowledged and resolved with ours;
 * what is about no incident has a key of its own. Pure.
 */
export function composePagerduty(notice: Outgoing<PagerdutySettings>): PagerdutyEvent {
  const { event, incident, message, settings, id } = notice;
  const key = {
    routing_key: settings.routingKey,
    dedup_key: incident && event !== 'mentioned' ? `sre-platform/${incident.id}` : `sre-platform/${id}`,
  };
  if (event === 'acknowledged') return { ...key, event_action: 'acknowledge' };
  if (event === 'resolved') return { ...key, event_action: 'resolve' };
  return {
    ...key,
    event_action: 'trigger',
    payload: {
      summary: fit(incident ? message.title : message.subject, longestSummary),
      source: incident?.labels['instance'] ?? incident?.labels['service'] ?? 'sre-platform',
      severity: incident ? severities[incident.severity] : 'info',
      ...(incident && { timestamp: incident.openedAt }),
      ...(incident?.labels['job'] !== undefined && { component: incident.labels['job'] }),
      custom_details: { ...incident?.labels, ...(message.text !== null && { text: fit(message.text, 10_000) }) },
    },
    ...(message.page && { links: [{ href: message.page.url, text: message.page.label }] }),
  };
}
