import { fitBytes } from '../../message/fit.ts';
import type { Message } from '../../message/message.ts';

/** The text of an app's message has 2,048 bytes in UTF-8 (https://developer.work.weixin.qq.com/document/path/90236). */
const mostBytes = 2_048;

/**
 * A message as plain text with links: of the forms that an app may send, the only one that takes two of them and is shown by WeChat as well as by WeCom. What does not fit is cut from
 * the free text before the facts, and the links stay. Pure.
 */
export function composeWecomApp({ subject, text, facts, page, answer }: Message): string {
  const head = fitBytes(escape(subject), 300);
  const links = [answer, page].flatMap((link) => (link ? [`<a href="${link.url.replaceAll('"', '%22')}">${escape(link.label)}</a>`] : [])).join('\n');
  const room = mostBytes - Buffer.byteLength(`${head}\n\n\n${links}`);
  const said = fitBytes(
    facts.map(({ label, value }) => `${fitBytes(escape(label), 60)}: ${fitBytes(escape(value), 120)}`).join('\n'),
    Math.max(3, room),
  );
  const left = room - Buffer.byteLength(said);
  const body = text === null || left < 20 ? '' : fitBytes(escape(text), left);
  return [head, body, said, links].filter((part) => part !== '').join('\n');
}

/** What stands in a text is shown as it is, but for links: without its sign no text becomes one. */
function escape(text: string): string {
  return text.replaceAll('<', '＜');
}
