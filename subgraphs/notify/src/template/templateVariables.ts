import type { Language } from '#contracts/directory';
import type { IncidentFacts } from '#contracts/events';
import type { Message } from '../message/message.ts';
import type { NoticeCause, NoticeDetails } from '../notice/notice.ts';
import type { NoticeEvent } from '../notice/noticeEvent.ts';

/** What a template is filled in from. */
export type TemplateSubject = {
  event: NoticeEvent;
  incident: IncidentFacts | null;
  details: NoticeDetails;
  cause: NoticeCause | null;
  channel: { name: string; kind: string };
  /** The message that goes out without a template. */
  builtIn: Message;
};

type Value = string | number | null | Record<string, string> | string[];

export type TemplateVariable = {
  /** As it is written in a template. */
  path: string;
  type: 'text' | 'number' | 'time' | 'labels' | 'list';
  /** What it holds, in both languages. */
  about: Record<Language, string>;
  of: (subject: TemplateSubject) => Value;
};

const variable = (path: string, type: TemplateVariable['type'], english: string, chinese: string, of: TemplateVariable['of']): TemplateVariable => ({
  path,
  type,
  about: { 'en-US': english, 'zh-Hant': chinese },
  of,
});

/** Everything that a template may say: what the editor shows, what saving checks against, and what rendering is given, in one table. Times are ISO 8601 in UTC. */
export const templateVariables: readonly TemplateVariable[] = [
  variable('event', 'text', 'What is told: opened, reminder, resolved …', '通知類型：opened、reminder、resolved …', ({ event }) => event),
  variable(
    'headline',
    'text',
    'What happened, in a few words of the reader’s language',
    '以收件者語言簡述發生的事',
    ({ builtIn }) => builtIn.headline,
  ),
  variable('incident.number', 'number', 'Number of the incident', '事件編號', ({ incident }) => incident?.number ?? null),
  variable('incident.title', 'text', 'Title of the incident', '事件標題', ({ incident }) => incident?.title ?? null),
  variable(
    'incident.status',
    'text',
    'TRIGGERED, ACKNOWLEDGED, RESOLVED or MERGED',
    'TRIGGERED、ACKNOWLEDGED、RESOLVED 或 MERGED',
    (subject) => subject.incident?.status ?? null,
  ),
  variable(
    'incident.severity',
    'text',
    'CRITICAL, HIGH, MEDIUM, LOW or INFO',
    'CRITICAL、HIGH、MEDIUM、LOW 或 INFO',
    ({ incident }) => incident?.severity ?? null,
  ),
  variable(
    'incident.labels',
    'labels',
    'Labels by name, e.g. incident.labels.service',
    '依名稱取得標籤，例如 incident.labels.service',
    ({ incident }) => incident?.labels ?? {},
  ),
  variable('incident.openedAt', 'time', 'When it opened', '開立時間', ({ incident }) => incident?.openedAt ?? null),
  variable(
    'incident.acknowledgedAt',
    'time',
    'When somebody took it on; empty before',
    '確認時間；之前為空',
    ({ incident }) => incident?.acknowledgedAt ?? null,
  ),
  variable('incident.resolvedAt', 'time', 'When it was over; empty before', '解決時間；之前為空', ({ incident }) => incident?.resolvedAt ?? null),
  variable(
    'incident.url',
    'text',
    'Address of its page; empty where no Grafana is connected',
    '事件頁面網址；未連接 Grafana 時為空',
    ({ builtIn }) => builtIn.page?.url ?? null,
  ),
  variable('details.by', 'text', 'Who acknowledged, resolved or wrote', '確認、解決或撰寫的人', ({ details }) => details.byName ?? null),
  variable('details.text', 'text', 'Text of a note or an update', '備註或更新的文字', ({ details }) => details.text ?? null),
  variable('details.dueAt', 'time', 'When a missed deadline was', '逾期的期限', ({ details }) => details.dueAt ?? null),
  variable('details.lines', 'list', 'Lines of a digest', '摘要的各行', ({ details }) => details.lines ?? []),
  variable('cause.policy', 'text', 'Node of the policy that chose this', '選定此通知的政策節點', ({ cause }) => cause?.policyName ?? null),
  variable('cause.chain', 'text', 'Escalation that tells', '執行中的升級流程', ({ cause }) => cause?.chainName ?? null),
  variable('cause.step', 'number', 'Step of the escalation, from 1', '升級流程的步驟，從 1 起算', ({ cause }) => cause?.step ?? null),
  variable('channel.name', 'text', 'Name of the channel', '通道名稱', ({ channel }) => channel.name),
  variable('channel.kind', 'text', 'Kind of the channel', '通道種類', ({ channel }) => channel.kind),
  variable('default.subject', 'text', 'The subject without a template', '不使用範本時的主旨', ({ builtIn }) => builtIn.subject),
  variable('default.text', 'text', 'The text without a template', '不使用範本時的內文', ({ builtIn }) => builtIn.text),
  variable('default.facts', 'list', 'Severity, status, time and labels, one to a line', '嚴重性、狀態、時間與標籤，每行一項', ({ builtIn }) =>
    builtIn.facts.map(({ label, value }) => `${label}: ${value}`),
  ),
];

/** The variables of one notice, nested as templates name them. */
export function valuesFor(subject: TemplateSubject): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { path, of } of templateVariables) {
    const [group = '', name] = path.split('.');
    if (name === undefined) values[group] = of(subject);
    else values[group] = { ...(values[group] as object | undefined), [name]: of(subject) };
  }
  return values;
}
