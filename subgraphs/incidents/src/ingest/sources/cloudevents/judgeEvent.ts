import { findUnheld } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import type { Decision } from '#contracts/words';
import { textOf } from '#kit/expression';
import type { CloudEvent } from './readCloudEvents.ts';
import type { OpenSettings } from './settings.ts';

export type EventReason =
  'settings_say_alert' | 'settings_say_change' | 'type_of_change' | 'says_status' | 'says_severity' | 'type_of_alert' | 'no_alert';
export type EventVerdict = Decision<EventReason> & { is: 'alert' | 'change' | 'neither' };

const firingWords = new Set(['firing', 'alerting', 'triggered', 'problem', 'critical', 'active', 'open', 'opened']);
const endWords = new Set(['resolved', 'ok', 'closed', 'recovered', 'normal', 'inactive', 'resolve']);

/** Endings of a type that say where the alert stands, and are not part of which alert it is. */
export const stateSuffix = /\.(firing|fired|triggered|alerting|opened|resolved|closed|recovered|ok)$/i;
const endSuffix = /\.(resolved|closed|recovered|ok)$/i;

/** What an event is: what the settings say, else what it says of itself. */
export function judgeEvent(event: CloudEvent, { alerts, changes }: Pick<OpenSettings, 'alerts' | 'changes'>): EventVerdict {
  const { type } = event;
  const attributes = attributesOf(event);
  const said = (is: EventVerdict['is'], reason: EventReason): EventVerdict => ({ is, reason, facts: { type } });
  if (alerts && findUnheld(alerts, attributes) === undefined) return said('alert', 'settings_say_alert');
  if (changes && findUnheld(changes, attributes) === undefined) return said('change', 'settings_say_change');
  if (alerts) return said('neither', 'no_alert');

  const status = statusWord(event);
  const speaksOfSeverity = ['severity', 'severitytext', 'severitynumber'].some((name) => event.extensions[name] !== undefined);
  if (!changes && /deployment|change/i.test(type) && !firingWords.has(status) && !speaksOfSeverity) return said('change', 'type_of_change');
  if (firingWords.has(status) || endWords.has(status)) return said('alert', 'says_status');
  if (speaksOfSeverity) return said('alert', 'says_severity');
  return stateSuffix.test(type) ? said('alert', 'type_of_alert') : said('neither', 'no_alert');
}

/** Whether the alert that an event tells of has ended. */
export function hasEnded(event: CloudEvent): boolean {
  const status = statusWord(event);
  if (firingWords.has(status)) return false;
  return endWords.has(status) || endSuffix.test(event.type);
}

/** Whether a word means that it is over; undefined for one that means nothing here. */
export function isEndWord(word: string): boolean | undefined {
  const plain = word.trim().toLowerCase();
  return endWords.has(plain) ? true : firingWords.has(plain) ? false : undefined;
}

/** Attributes and extensions as labels, for matchers. */
export function attributesOf({ id, source, type, subject, extensions }: CloudEvent): Labels {
  const texts = Object.entries(extensions).map(([name, value]) => [name, textOf(value)] as const);
  return { ...Object.fromEntries(texts), id, source, type, ...(subject !== null && { subject }) };
}

function statusWord({ data }: CloudEvent): string {
  const status = data['status'] ?? data['state'];
  return typeof status === 'string' ? status.trim().toLowerCase() : '';
}
