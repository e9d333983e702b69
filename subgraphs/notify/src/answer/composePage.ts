import type { Language } from '#contracts/directory';
import type { HttpResponse } from '#kit/serve';
import type { Message } from '../message/message.ts';
import { toneColors } from '../message/message.ts';
import { answerWordsOf } from './answerWords.ts';

/** What the page shows: what it is about, what can be done, and what was done. */
export type AnswerPage = {
  status: number;
  language: Language;
  /** Null when the link leads nowhere. */
  message: Message | null;
  /** What became of an answer, or why there is none to give; null while one is asked for. */
  said: string | null;
};

/**
 * The page behind a link in a notice, whole in one answer: no script, nothing fetched, and nothing that search engines, frames or the next page's referrer would
 * learn. Its buttons post to its own address. Pure.
 */
export function composePage({ status, language, message, said }: AnswerPage): HttpResponse {
  const words = answerWordsOf(language);
  const buttons =
    said === null && message
      ? `<p>${escape(words.ask)}</p><form method="post">${message.actions
          .map(({ action, label }, at) => `<button name="action" value="${action}"${at === 0 ? ' class="primary"' : ''}>${escape(label)}</button>`)
          .join('')}</form>`
      : `<p class="said" role="status">${escape(said ?? words.outcomes.closed)}</p><p class="quiet">${escape(words.done)}</p>`;
  const facts = message?.facts.map(({ label, value }) => `<dt>${escape(label)}</dt><dd>${escape(value)}</dd>`).join('') ?? '';
  const text = message?.text ? `<p class="text">${escape(message.text)}</p>` : '';
  const link = message?.page ? `<p><a href="${escape(message.page.url)}">${escape(message.page.label)}</a></p>` : '';
  const title = message?.title ?? words.outcomes.unknown_notice;
  const body = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${style}
main{border-top-color:${toneColors[message?.tone ?? 'neutral']}}</style></head><body><main>${message ? `<p class="quiet">${escape(message.headline)}</p>` : ''}<h1>${escape(title)}</h1>
${buttons}${text}${facts === '' ? '' : `<dl>${facts}</dl>`}${link}</main></body></html>`;
  return { status, headers, body };
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};

const style = `:root{color-scheme:light dark}body{margin:0;padding:16px;font:16px/1.5 Inter,Helvetica,Arial,'Noto Sans TC',sans-serif;background:#f4f5f5;color:#24292e}
main{max-width:560px;margin:24px auto;padding:24px;background:#fff;border-top:4px solid;border-radius:2px}h1{margin:4px 0 16px;font-size:22px;line-height:1.3;overflow-wrap:anywhere}
form{display:flex;flex-wrap:wrap;gap:12px;margin:0 0 16px}button{flex:1 1 160px;min-height:48px;font:inherit;border:1px solid #8e8e8e;border-radius:2px;background:transparent;color:inherit;cursor:pointer}
button.primary{border-color:#3871dc;background:#3871dc;color:#fff}button:focus-visible,a:focus-visible{outline:2px solid #3871dc;outline-offset:2px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:16px 0}dt,.quiet{color:#6e6e6e}dd{margin:0;overflow-wrap:anywhere}p{margin:0 0 12px}.said{font-size:18px}.text{white-space:pre-wrap;overflow-wrap:anywhere}a{color:#1f62e0}
@media(max-width:480px){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}
@media(prefers-color-scheme:dark){body{background:#111217;color:#ccccdc}main{background:#181b1f}dt,.quiet{color:#9d9da8}a{color:#6e9fff}}`;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
