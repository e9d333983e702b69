import { fitBytes } from '../../message/fit.ts';
import type { Message } from '../../message/message.ts';

/** Teams takes messages of 28 KB (https://learn.microsoft.com/microsoftteams/limits-specifications-teams); these are bytes of each part, whose signs JSON makes up to half as long again. */
const most = { title: 800, text: 9_000, label: 80, value: 300 } as const;

/** A message as an Adaptive Card in the envelope that the Workflows trigger takes. Pure. */
export function composeTeams({ headline, title, text, facts, tone, page, language }: Message): object {
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    lang: language,
    fallbackText: fitBytes(`${headline}: ${title}`, most.title),
    msteams: { width: 'Full' },
    body: [
      {
        type: 'Container',
        style: styles[tone],
        bleed: true,
        items: [
          { type: 'TextBlock', text: escape(headline), weight: 'Bolder', wrap: true },
          { type: 'TextBlock', text: fitBytes(escape(title), most.title), size: 'Large', weight: 'Bolder', wrap: true },
        ],
      },
      ...(text === null ? [] : [{ type: 'TextBlock', text: fitBytes(escape(text), most.text), wrap: true }]),
      ...(facts.length === 0
        ? []
        : [
            {
              type: 'FactSet',
              facts: facts.map(({ label, value }) => ({ title: fitBytes(escape(label), most.label), value: fitBytes(escape(value), most.value) })),
            },
          ]),
    ],
    actions: page ? [{ type: 'Action.OpenUrl', title: page.label, url: page.url }] : [],
  };
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }] };
}

const styles: Record<Message['tone'], string> = {
  critical: 'attention',
  high: 'attention',
  medium: 'warning',
  low: 'accent',
  info: 'accent',
  acknowledged: 'accent',
  resolved: 'good',
  neutral: 'default',
};

/** Cards read a part of Markdown: what would be a link, an image or emphasis is text here. */
function escape(text: string): string {
  return text.replace(/[\\`*_[\]()#]/g, (sign) => `\\${sign}`);
}
