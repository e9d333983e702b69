import type { Language } from '#contracts/directory';
import type { IncidentFacts } from '#contracts/events';
import { type IncidentStatus, incidentStatuses } from '#contracts/words';
import type { NoticeEvent } from '../notice/noticeEvent.ts';
import { fit } from './fit.ts';
import type { Message } from './message.ts';
import { toneOfIncident } from './tones.ts';
import { wordsOf } from './words.ts';

/** Incidents that a message names, and characters of a title: what is left is on the page. */
const mostLines = 30;
const longestTitle = 120;

/** Says many incidents in one message: how many stand how, a line each, and one answer for all that nobody has yet. Pure. */
export function composeGroup(
  { event, language, pageUrl, answerUrl }: { event: NoticeEvent; language: Language; pageUrl: string | null; answerUrl: string | null },
  incidents: readonly IncidentFacts[],
): Message {
  const words = wordsOf(language);
  const counts = incidentStatuses.flatMap((status): [IncidentStatus, number][] => {
    const count = incidents.filter((incident) => incident.status === status).length;
    return count === 0 ? [] : [[status, count]];
  });
  const headline = words.group.incidents(incidents.length);
  const title = counts.map(([status, count]) => words.group.standing(count, status)).join(language === 'zh-Hant' ? '、' : ', ');
  const lines = incidents
    .slice(0, mostLines)
    .map(
      ({ status, severity, number, title }) =>
        `• ${status === 'TRIGGERED' ? words.severities[severity] : words.statuses[status]} · #${number} ${fit(title, longestTitle)}`,
    );
  const left = incidents.length - lines.length;
  const open = incidents.filter(({ status }) => status === 'TRIGGERED').length;
  return {
    ...{ event, language, headline, title, subject: `${headline}: ${title}` },
    text: [...lines, ...(left > 0 ? [words.group.left(left)] : [])].join('\n'),
    facts: [],
    tone: incidents[0] ? toneOfIncident(incidents[0]) : 'neutral',
    page: pageUrl === null ? null : { label: words.group.openPage, url: pageUrl },
    answer: answerUrl === null || open === 0 ? null : { label: words.answerPage, url: answerUrl },
    actions: open === 0 ? [] : [{ action: 'acknowledge', label: words.group.acknowledgeAll(open) }],
  };
}
