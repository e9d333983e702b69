import { fit } from '../../message/fit.ts';
import { type Message, toneColors } from '../../message/message.ts';

/** Limits of an embed (https://discord.com/developers/docs/resources/message#embed-object-embed-limits); together 6,000 characters. */
const most = { content: 2_000, title: 256, description: 4_096, fields: 15, fieldName: 100, fieldValue: 200, together: 6_000 } as const;

/** A message as an embed that mentions nobody. Pure. */
export function composeDiscord({ subject, text, facts, page, tone }: Message, username: string | undefined): object {
  const fields = facts
    .slice(0, most.fields)
    .map(({ label, value }) => ({ name: fit(escape(label), most.fieldName), value: fit(escape(value), most.fieldValue) || '–', inline: true }));
  const title = fit(subject, most.title);
  const left = most.together - title.length - fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return {
    ...(username !== undefined && { username }),
    content: '',
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title,
        color: Number.parseInt(toneColors[tone].slice(1), 16),
        ...(page && { url: page.url }),
        ...(text !== null && { description: fit(escape(text), Math.max(1, Math.min(most.description, left))) }),
        fields,
      },
    ],
  };
}

/** Discord's Markdown, so that a label like __name__ is shown as it is. */
function escape(text: string): string {
  return text.replace(/[\\`*_~|[\]>]/g, (sign) => `\\${sign}`);
}
