import type { Message } from './message.ts';

/** A message as plain text of several lines, links at its end. Pure. */
export function plainText(message: Message): string {
  const { subject, text, facts, answer, page } = message;
  const links = [answer, page].flatMap((link) => (link ? [`${link.label}: ${link.url}`] : []));
  return [[subject], text === null ? [] : [text], facts.map(({ label, value }) => `${label}: ${value}`), links]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}
