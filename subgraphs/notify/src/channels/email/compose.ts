import { fit } from '../../message/fit.ts';
import { type Message, toneColors } from '../../message/message.ts';
import { plainText } from '../../message/plainText.ts';
import type { Outgoing } from '../channelKind.ts';
import type { EmailSettings } from './config.ts';

/** Longest subject, in characters: what phones show is far less, and a header line has 998 bytes (RFC 5322, 2.1.1). */
const longestSubject = 200;

export type Mail = {
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  messageId: string;
  inReplyTo?: string;
  references?: string;
  headers: Record<string, string>;
};

/**
 * A mail of one notice. Its Message-ID is the notice's, the same over all attempts; all of one conversation refer to one that the conversation is named by, so
 * that mail programs show them as a thread, whichever of them arrived. Pure.
 */
export function composeEmail({ id, message, settings, address, incident, event, conversation }: Outgoing<EmailSettings>): Mail {
  const domain = /@([^>\s]+)>?$/.exec(settings.from)?.[1] ?? 'localhost';
  const thread = incident ? `<${conversation.replaceAll(/[^\w.-]/g, '.')}@${domain}>` : undefined;
  // The title alone, so that the subjects of a thread agree where programs compare them.
  const subject = incident ? `[SRE] ${message.title}` : message.subject;
  return {
    from: settings.from,
    to: address === null ? (settings.to ?? []) : [address],
    subject: fit(event === 'opened' || !incident ? subject : `Re: ${subject}`, longestSubject),
    text: plainText(message),
    html: composeHtml(message),
    messageId: `<${id}@${domain}>`,
    ...(thread !== undefined && { inReplyTo: thread, references: thread }),
    // Keeps vacation answers from coming back (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...(incident && { 'X-SRE-Incident': incident.id }) },
  };
}

/** Tables and styles in place: what mail programs agree on. */
function composeHtml({ headline, title, text, facts, tone, page, answer, language }: Message): string {
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td style="padding:2px 16px 2px 0;color:#6e6e6e;vertical-align:top">${escape(label)}</td><td style="padding:2px 0;word-break:break-word">${escape(value)}</td></tr>`,
  );
  const links = [answer, page].flatMap((link) => (link ? [link] : []));
  const buttons = links.map(
    ({ label, url }, at) =>
      `<a href="${escape(url)}" style="display:inline-block;margin:0 8px 8px 0;padding:8px 16px;border-radius:2px;text-decoration:none;${at === 0 ? 'background:#3871dc;color:#ffffff' : 'border:1px solid #c7c7c7;color:#24292e'}">${escape(label)}</a>`,
  );
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;background:#f4f5f5;font:14px/1.5 Helvetica,Arial,'Noto Sans TC',sans-serif;color:#24292e">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0"><tr><td align="center" style="padding:16px">
<table role="presentation" width="600" cellspacing="0" cellpadding="0" style="max-width:600px;width:100%;background:#ffffff;border-top:4px solid ${toneColors[tone]}">
<tr><td style="padding:24px"><div style="color:#6e6e6e">${escape(headline)}</div><h1 style="margin:4px 0 16px;font-size:20px;line-height:1.3">${escape(title)}</h1>
${text === null ? '' : `<p style="white-space:pre-wrap;margin:0 0 16px">${escape(text)}</p>`}
${rows.length === 0 ? '' : `<table role="presentation" cellspacing="0" cellpadding="0" style="margin:0 0 16px">${rows.join('')}</table>`}
${buttons.join('')}</td></tr></table></td></tr></table></body></html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
