import type { ActionsBlock, KnownBlock, MessageAttachment, SectionBlock } from '@slack/types';
import { fit } from '../../message/fit.ts';
import { type Message, toneColors } from '../../message/message.ts';

/** Limits of Block Kit and of chat.postMessage (https://docs.slack.dev/reference/block-kit/blocks): characters, and fields of a section. */
const most = { header: 150, section: 3_000, field: 2_000, fields: 10, button: 75, text: 3_900 } as const;

export type SlackMessage = { text: string; attachments: MessageAttachment[] };

/** A message as an attachment in its colour, made of blocks; with buttons where answers are possible. `answerValue` comes back with a click. Pure. */
export function composeSlack(message: Message, answerValue: string | null): SlackMessage {
  const { subject, text, facts } = message;
  const title = message.page ? `*<${message.page.url}|${escape(fit(subject, 1_000))}>*` : `*${escape(fit(subject, 1_000))}*`;
  const blocks: KnownBlock[] = [sectionOf(title)];
  if (text !== null) blocks.push(sectionOf(fit(escape(text), most.section)));
  if (facts.length > 0) {
    const fields = facts
      .slice(0, most.fields)
      .map(({ label, value }) => ({ type: 'mrkdwn' as const, text: fit(`*${escape(label)}*\n${escape(value)}`, most.field) }));
    blocks.push({ type: 'section', fields });
  }
  const buttons = buttonsOf(message, answerValue);
  if (buttons.length > 0) blocks.push({ type: 'actions', elements: buttons });
  return {
    text: fit(escape(subject), most.text),
    attachments: [{ color: toneColors[message.tone], fallback: fit(escape(subject), most.text), blocks }],
  };
}

/** One line for the conversation under a message. Pure. */
export function composeSlackReply({ headline, text }: Message): string {
  return fit(`*${escape(headline)}*${text === null ? '' : `\n${escape(text)}`}`, most.text);
}

function sectionOf(text: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

function buttonsOf({ actions, page }: Message, answerValue: string | null): ActionsBlock['elements'] {
  const answers = answerValue === null ? [] : actions;
  return [
    ...answers.map(({ action, label }, at) => ({
      type: 'button' as const,
      action_id: action,
      value: answerValue ?? '',
      text: { type: 'plain_text' as const, text: fit(label, most.button) },
      ...(at === 0 && { style: 'primary' as const }),
    })),
    ...(page
      ? [{ type: 'button' as const, action_id: 'open', url: page.url, text: { type: 'plain_text' as const, text: fit(page.label, most.button) } }]
      : []),
  ];
}

/** Slack's three control characters; what is escaped can name no one and link nowhere. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
