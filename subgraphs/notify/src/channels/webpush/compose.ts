import { fitBytes } from '../../message/fit.ts';
import type { Message } from '../../message/message.ts';

/** A push message has 4,096 bytes once it is encrypted (RFC 8291); this is what may be said before. */
const mostBytes = 3_000;

/** What the service worker shows; `tag` lets a later notice of the same conversation take the place of the one before. Pure. */
export function composeWebpush({ subject, text, facts, page, answer, actions, language }: Message, tag: string): string {
  const body = text ?? facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
  return JSON.stringify({
    title: fitBytes(subject, 300),
    body: fitBytes(body, mostBytes - 1_300),
    lang: language,
    tag,
    url: page?.url ?? null,
    answerUrl: answer?.url ?? null,
    actions: answer ? actions.map(({ action, label }) => ({ action, title: label })) : [],
  });
}
