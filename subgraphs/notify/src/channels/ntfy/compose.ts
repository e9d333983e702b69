import { fitBytes } from '../../message/fit.ts';
import type { Message } from '../../message/message.ts';
import type { NoticeImportance } from '../../notice/notice.ts';

/** ntfy makes an attachment of a message of more than 4,096 bytes (https://docs.ntfy.sh/publish/#limitations); a message has three buttons. */
const mostBytes = 4_000;
const mostButtons = 3;

/** A message as ntfy's JSON. Buttons post the answer straight to us: ntfy is an app on the person's own phone. Pure. */
export function composeNtfy(message: Message, topic: string, importance: NoticeImportance): object {
  const { subject, text, facts, page, answer, actions } = message;
  const lines = [...(text === null ? [] : [text, '']), ...facts.map(({ label, value }) => `${label}: ${value}`)];
  const buttons = [
    ...(answer
      ? actions.map(({ action, label }) => ({
          action: 'http',
          label,
          url: answer.url,
          method: 'POST',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
          body: `action=${action}`,
          clear: true,
        }))
      : []),
    ...(page ? [{ action: 'view', label: page.label, url: page.url }] : []),
  ];
  return {
    topic,
    title: fitBytes(subject, 250),
    message: fitBytes(lines.join('\n') || subject, mostBytes),
    priority: priorityOf(message, importance),
    tags: [tags[message.tone]],
    ...(page && { click: page.url }),
    actions: buttons.slice(0, mostButtons),
  };
}

/** 5 rings until somebody looks. */
function priorityOf({ tone, actions }: Message, importance: NoticeImportance): number {
  if (actions.length === 0) return 3;
  if (importance === 'important') return 5;
  return tone === 'critical' || tone === 'high' ? 4 : 3;
}

const tags: Record<Message['tone'], string> = {
  critical: 'rotating_light',
  high: 'rotating_light',
  medium: 'warning',
  low: 'information_source',
  info: 'information_source',
  acknowledged: 'eyes',
  resolved: 'white_check_mark',
  neutral: 'bell',
};
