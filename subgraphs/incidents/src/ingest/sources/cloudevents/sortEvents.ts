import type { Labels, Severity } from '#contracts/words';
import type { NewChange } from '../../../changeEvent/newChange.ts';
import { type Json, textOf } from '#kit/expression';
import type { SourceAlert } from '../../receivedAlert.ts';
import { repairLabels } from '../../repairText.ts';
import { severity } from '../../severity.ts';
import { present, sortDetails } from '../details.ts';
import { attributesOf, hasEnded, isEndWord, judgeEvent, stateSuffix } from './judgeEvent.ts';
import type { CloudEvent } from './readCloudEvents.ts';
import type { Mapped, OpenSettings } from './settings.ts';

/** What the events of one request come to. */
export type SortedEvents = { alerts: SourceAlert[]; changes: NewChange[]; ignored: number };

/** Sorts events into alerts, changes, and those that are neither. */
export function sortEvents(events: readonly CloudEvent[], settings: OpenSettings, now: Date): SortedEvents {
  const sorted: SortedEvents = { alerts: [], changes: [], ignored: 0 };
  for (const event of events) {
    const { is } = judgeEvent(event, settings);
    if (is === 'alert') sorted.alerts.push(alertOf(event, settings, now));
    else if (is === 'change') sorted.changes.push(changeOf(event));
    else sorted.ignored += 1;
  }
  return sorted;
}

/** Fields that say what an alert or a change is called, in the order in which they are asked. */
const titles = ['alertname', 'title', 'summary', 'message', 'name'];

function titleOf({ data, type }: CloudEvent): string {
  const said = titles.map((name) => data[name]).find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof said === 'string' ? said.trim() : type.replace(stateSuffix, '');
}

/** Without settings an alert is known by its source, its subject and its type without the state at its end. */
function alertOf(event: CloudEvent, { expressions }: OpenSettings, now: Date): SourceAlert {
  const { data, source, subject, type, time } = event;
  const failures: string[] = [];
  const told = (field: Mapped): Json | undefined => {
    try {
      return expressions[field]?.evaluate({ event: attributesOf(event), data });
    } catch (error) {
      // An alert that does not fit an expression is worth more than the expression: it is taken as without settings, and says so.
      failures.push(`${field}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const ended = endedBy(told('status')) ?? hasEnded(event);
  const key = told('key');
  const rank = told('severity');
  const more = told('labels');
  const kind = type.replace(stateSuffix, '');
  const { labels: own, ...rest } = data;
  const custom = sortDetails({ ...event.extensions, ...rest, ...objectOf(own), ...objectOf(more ?? null) });
  const repaired: string[] = [];
  const labels = repairLabels({ ...custom.labels, ...present({ type: kind, source, subject }), alertname: titleOf(event) }, 'labels', repaired);
  return {
    status: ended ? 'RESOLVED' : 'FIRING',
    key: key === undefined || textOf(key) === '' ? JSON.stringify([source, subject, kind]) : textOf(key),
    severity: rank === undefined ? ranked(event, labels) : severity({ severity: textOf(rank) }),
    labels,
    annotations: repairLabels({ ...custom.annotations, ...present({ mapping_error: failures.join(' ') }) }, 'annotations', repaired),
    startsAt: ended ? null : (time ?? now),
    endsAt: ended ? (time ?? now) : null,
    generatorUrl: null,
    repaired,
  };
}

function endedBy(status: Json | undefined): boolean | undefined {
  if (status === undefined || status === null) return undefined;
  return typeof status === 'boolean' ? !status : isEndWord(textOf(status));
}

function objectOf(value: Json | undefined): { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** CloudEvents' severity extension counts as OpenTelemetry does: errors from 17, fatal ones from 21. */
function ranked({ extensions, data }: CloudEvent, labels: Labels): Severity {
  const number = Number(extensions['severitynumber']);
  const word = extensions['severity'] ?? extensions['severitytext'] ?? data['severity'];
  if (typeof word === 'string') return severity({ severity: word });
  if (Number.isFinite(number)) return number >= 21 ? 'CRITICAL' : number >= 17 ? 'HIGH' : number >= 13 ? 'MEDIUM' : 'INFO';
  return severity(labels);
}

function changeOf(event: CloudEvent): NewChange {
  const { id, data, source, subject, type, time, extensions } = event;
  const { labels } = sortDetails({ ...extensions, ...data, ...objectOf(data['labels']) });
  const link = [data['url'], data['link'], data['html_url']].find((value) => typeof value === 'string' && URL.canParse(value));
  return {
    key: JSON.stringify([source, id]),
    at: time,
    summary: repairLabels({ summary: titleOf(event) }, '', [])['summary'] ?? type,
    source: repairLabels({ source }, '', [])['source'] ?? null,
    labels: repairLabels({ ...labels, ...present({ type, source, subject }) }, 'labels', []),
    links: typeof link === 'string' ? [{ href: link, text: link }] : [],
    details: data,
  };
}
