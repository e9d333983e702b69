import { AppError } from '#kit/errors';

/** Most people that one text may call. */
export const mostMentioned = 50;

/** `@[Ada Lovelace](person:0197…)`: the name for who reads the text, the id for who is told. A pasted `@name` calls nobody. */
const mention = /@\[[^\]\n]{1,200}\]\(person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/gi;

/** Ids of the people whom a text calls, each once, in the order of the text. BAD_USER_INPUT for too many. Pure. */
export function readMentions(text: string): string[] {
  const ids = [...new Set([...text.matchAll(mention)].map(([, id = '']) => id.toLowerCase()))];
  if (ids.length > mostMentioned) throw new AppError('BAD_USER_INPUT', `The text mentions ${ids.length} people; ${mostMentioned} is the most.`);
  return ids;
}
