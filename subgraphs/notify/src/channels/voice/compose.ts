import type { Language } from '#contracts/directory';
import { fit } from '../../message/fit.ts';
import type { AnswerAction, Message } from '../../message/message.ts';

/** Longest that is read out, in characters: about half a minute. */
const longestSaid = 400;

/** What is asked on the phone, beside the message. */
const menu: Record<Language, { hello: string; keys: Record<AnswerAction, string>; again: string; goodbye: string }> = {
  'en-US': {
    hello: 'This is your S R E platform.',
    keys: { acknowledge: 'Press 1 to acknowledge.', resolve: 'Press 2 to resolve.', approve: 'Press 4 to approve.', reject: 'Press 6 to reject.' },
    again: 'No key was pressed. Goodbye.',
    goodbye: 'Goodbye.',
  },
  'zh-Hant': {
    hello: '這是您的 SRE 平台。',
    keys: { acknowledge: '確認請按 1。', resolve: '解決請按 2。', approve: '核准請按 4。', reject: '拒絕請按 6。' },
    again: '未收到按鍵，再見。',
    goodbye: '再見。',
  },
};

/** The keys of the menu. */
export const actionOfDigit = { '1': 'acknowledge', '2': 'resolve', '4': 'approve', '6': 'reject' } as const;

/** What is said when the call is taken, as TwiML; asks for a key where there is an address that takes it. Pure. */
export function composeCall(message: Message, answerUrl: string | null): string {
  const words = menu[message.language];
  const said = sayIn(message.language, `${words.hello} ${spoken(message)}`);
  if (answerUrl === null || message.actions.length === 0) return respond(said, said, sayIn(message.language, words.goodbye));
  const asked = sayIn(message.language, message.actions.map(({ action }) => words.keys[action]).join(' '));
  const gather = `<Gather input="dtmf" numDigits="1" timeout="6" method="POST" action="${escape(answerUrl)}">${said}${asked}</Gather>`;
  // Asked twice: who is woken misses the first half.
  return respond(gather, gather, sayIn(message.language, words.again));
}

/** The last word of a call. Pure. */
export function composeGoodbye(text: string, language: Language): string {
  return respond(sayIn(language, text), '<Hangup/>');
}

function spoken({ event, subject, headline, title, text }: Message): string {
  // A code is read out digit by digit, twice.
  if (event === 'verification' && text !== null)
    return fit(
      text.replace(/\d{4,}/, (code) => [...code, '', ...code].join(', ')),
      longestSaid,
    );
  return fit(text === null ? `${headline}. ${title}` : `${subject}. ${text}`, longestSaid);
}

function respond(...verbs: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.join('')}</Response>`;
}

function sayIn(language: Language, text: string): string {
  return `<Say language="${language === 'zh-Hant' ? 'zh-TW' : 'en-US'}">${escape(text)}</Say>`;
}

/** XML has no form for control characters. */
function escape(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
