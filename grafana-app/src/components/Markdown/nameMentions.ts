/** How a text calls a person: `@[Ada Lovelace](person:0197…)`. The platform tells whom the id names; the name is for the reader. */
const mention = /@\[([^\]\n]{1,200})\]\(person:[0-9a-f-]{36}\)/gi;

/** A text with the people it calls in bold, as Markdown. */
export function nameMentions(text: string): string {
  return text.replace(mention, (_, name: string) => `**@${escapeMarkdown(name)}**`);
}

/** How a text calls a person; what could end the name early is left out of it. */
export function mentionOf({ id, name }: { id: string; name: string }): string {
  return `@[${name.replace(/[[\]\n]/g, ' ').slice(0, 200)}](person:${id})`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+.!|-]/g, '\\$&');
}
