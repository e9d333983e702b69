import { fitBytes } from '../../message/fit.ts';
import type { Message } from '../../message/message.ts';

/** A robot's Markdown has 4,096 bytes in UTF-8 (https://developer.work.weixin.qq.com/document/path/91770). */
const mostBytes = 4_096;

/** A message in the Markdown that WeCom reads: bold, quotes, links and three colours. Pure. */
export function composeWecom({ headline, title, text, facts, page, tone }: Message): object {
  const head = `<font color="${colors[tone]}">${escape(headline)}</font> **${escape(fitBytes(title, 500))}**`;
  const quoted = facts.map(({ label, value }) => `> ${escape(fitBytes(label, 80))}: ${escape(fitBytes(value, 160))}`);
  const link = page ? `[${page.label}](${page.url})` : '';
  const around = [head, ...quoted, link].join('\n');
  // A text that does not fit is cut before facts and link are.
  const room = Math.max(3, mostBytes - Buffer.byteLength(around) - 4);
  const body = text === null ? '' : fitBytes(escape(text), room);
  const content = [head, body, quoted.join('\n'), link].filter((part) => part !== '').join('\n');
  return { msgtype: 'markdown', markdown: { content: fitBytes(content, mostBytes) } };
}

const colors: Record<Message['tone'], 'warning' | 'info' | 'comment'> = {
  critical: 'warning',
  high: 'warning',
  medium: 'warning',
  low: 'comment',
  info: 'comment',
  acknowledged: 'comment',
  resolved: 'info',
  neutral: 'comment',
};

function escape(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
