import type { Language } from '#contracts/directory';
import type { IncidentFacts } from '#contracts/events';
import type { NoticeDetails } from '../notice/notice.ts';
import { isAlarm, type NoticeEvent } from '../notice/noticeEvent.ts';
import type { AnswerAction, Message } from './message.ts';
import { composeGroup } from './composeGroup.ts';
import { toneOfIncident } from './tones.ts';
import { type Words, wordsOf } from './words.ts';

/** What a message is made of. */
export type Told = {
  event: NoticeEvent;
  incident: IncidentFacts | null;
  /** The incidents that it tells of together, the most pressing first. */
  group?: IncidentFacts[] | null;
  details: NoticeDetails;
  language: Language;
  /** The incident's page, where the address of the pages is known. */
  pageUrl: string | null;
  /** A page of the recipient's own on which to answer. */
  answerUrl: string | null;
};

/** Most labels that a message shows, and how long one may be. */
const mostLabels = 12;
const longestLabel = 200;

/** Says a notice in the reader's language. Pure. */
export function composeMessage(told: Told): Message {
  const { event, incident, group, details, language, pageUrl, answerUrl } = told;
  if (group) return composeGroup(told, group);
  if (event === 'approval' && details.approval) return composeApproval(told, details.approval);
  const words = wordsOf(language);
  const { byName } = details;
  const by = byName === undefined ? undefined : words.by[event]?.(byName);
  const headline = by ?? words.headlines[event];
  const title = incident ? `#${incident.number} ${incident.title}` : titleOf(event, words);
  const actions = actionsOf(event, incident).map((action) => ({ action, label: words.actions[action] }));
  return {
    event,
    language,
    headline,
    title,
    subject: incident ? `[${headline}] ${title}` : title,
    text: textOf(event, details, words),
    facts: incident ? factsOf(incident, details, words) : [],
    tone: toneOf(event, incident),
    page: pageUrl === null ? null : { label: words.openPage, url: pageUrl },
    answer: answerUrl === null || actions.length === 0 ? null : { label: words.answerPage, url: answerUrl },
    actions,
  };
}

/** A question that a run asks: yes or no by a button, values on its page. */
function composeApproval({ event, incident, details, language, pageUrl, answerUrl }: Told, asked: NonNullable<NoticeDetails['approval']>): Message {
  const words = wordsOf(language);
  const title = words.approval.title(asked.playbookName);
  const actions = asked.kind === 'INPUT' ? [] : (['approve', 'reject'] as const).map((action) => ({ action, label: words.actions[action] }));
  return {
    ...{ event, language, headline: words.headlines.approval, title, subject: `[${words.headlines.approval}] ${title}`, text: details.text ?? null },
    facts: [
      ...(incident ? [{ label: words.approval.incident, value: `#${incident.number} ${incident.title}` }] : []),
      { label: words.approval.askedBy, value: asked.causeLabel },
      { label: words.approval.until, value: timeOf(asked.expiresAt) },
    ],
    tone: incident ? toneOfIncident(incident) : 'neutral',
    page: pageUrl === null ? null : { label: words.approval.openPage, url: pageUrl },
    answer: answerUrl === null || actions.length === 0 ? null : { label: words.answerPage, url: answerUrl },
    actions,
  };
}

function titleOf(event: NoticeEvent, words: Words): string {
  if (event === 'verification') return words.verification.title;
  if (event === 'digest') return words.digestTitle;
  return event === 'test' ? words.test.title : words.headlines[event];
}

function textOf(event: NoticeEvent, { text, code, lines }: NoticeDetails, words: Words): string | null {
  if (event === 'verification') return words.verification.text(code ?? '');
  if (lines !== undefined) return lines.map((line) => `• ${line}`).join('\n');
  return text ?? (event === 'test' ? words.test.text : null);
}

function factsOf(incident: IncidentFacts, { dueAt }: NoticeDetails, words: Words): Message['facts'] {
  const labels = Object.entries(incident.labels).sort(([one], [other]) => one.localeCompare(other));
  return [
    { label: words.severity, value: words.severities[incident.severity] },
    { label: words.status, value: words.statuses[incident.status] },
    { label: words.openedAt, value: timeOf(incident.openedAt) },
    ...(dueAt === undefined ? [] : [{ label: words.dueAt, value: timeOf(dueAt) }]),
    ...labels.slice(0, mostLabels).map(([label, value]) => ({ label, value: value.slice(0, longestLabel).toWellFormed() })),
  ];
}

/** In UTC and said so: a room has readers in many zones. */
function timeOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function toneOf(event: NoticeEvent, incident: IncidentFacts | null): Message['tone'] {
  if (incident === null) return 'neutral';
  if (event === 'resolved') return 'resolved';
  const own = toneOfIncident(incident);
  return event === 'acknowledged' && own !== 'resolved' ? 'acknowledged' : own;
}

/** Who is told that it is acknowledged can still resolve it; what is over asks nothing. */
function actionsOf(event: NoticeEvent, incident: IncidentFacts | null): AnswerAction[] {
  if (incident === null || incident.status === 'RESOLVED' || incident.status === 'MERGED') return [];
  if (event === 'acknowledged' || incident.status === 'ACKNOWLEDGED') return ['resolve'];
  return isAlarm(event) || event === 'mentioned' ? ['acknowledge', 'resolve'] : [];
}
