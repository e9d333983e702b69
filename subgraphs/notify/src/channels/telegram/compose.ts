import { fit } from '../../message/fit.ts';
import type { Message } from '../../message/message.ts';

/** A message's text has 4,096 characters after its entities were read (https://core.telegram.org/bots/api#sendmessage). */
const longest = 4_096;

export type TelegramMessage = {
  text: string;
  parse_mode: 'HTML';
  link_preview_options: { is_disabled: true };
  reply_markup: { inline_keyboard: { text: string; callback_data: string }[][] };
};

/**
 * A message in Telegram's HTML, with buttons for answers. The link to the page is in the text and no button: Telegram refuses a whole message for the sake of
 * a button whose address is not public. Pure.
 */
export function composeTelegram(message: Message, answerId: string | null): TelegramMessage {
  const { subject, text, facts, page, actions } = message;
  const head = fit(subject, 500);
  const tail = facts.map(({ label, value }) => ({ label: fit(label, 60), value: fit(value, 120) }));
  const link = page ? `\n\n<a href="${escape(page.url)}">${escape(page.label)}</a>` : '';
  const used =
    head.length + tail.reduce((sum, { label, value }) => sum + label.length + value.length + 3, 0) + (page ? page.label.length + 2 : 0) + 8;
  // Facts and links are bounded well below the limit, so the free text takes what is left.
  const body = text === null ? '' : `\n\n${escape(fit(text, Math.max(1, longest - used)))}`;
  return {
    text: `<b>${escape(head)}</b>${body}${tail.length > 0 ? `\n\n${tail.map(({ label, value }) => `${escape(label)}: ${escape(value)}`).join('\n')}` : ''}${link}`,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: {
      inline_keyboard:
        answerId === null || actions.length === 0
          ? []
          : [actions.map(({ action, label }) => ({ text: label, callback_data: `${action}:${answerId}` }))],
    },
  };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
