import { fit } from '../../message/fit.ts';
import type { Message } from '../../message/message.ts';

/** Three segments of a message, in characters: as GSM-7, and as UCS-2, which any other character makes of it. */
const mostGsm = 459;
const mostUcs2 = 201;

/** The characters of GSM 03.38's basic table; those of its extension count twice, so they are taken for others. */
const gsm = /^[A-Za-z0-9 \n\r@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]*$/;

/** A message of at most three segments: what happened, and the link to answer on, which is never cut. Pure. */
export function composeSms({ subject, text, event, answer, page }: Message): string {
  const link = (answer ?? page)?.url;
  const said = event === 'verification' && text !== null ? text : text === null ? subject : `${subject}\n${text}`;
  // Brackets are in GSM's extension.
  const plain = said.replaceAll('[', '(').replaceAll(']', ')').replaceAll('…', '...');
  const most = gsm.test(plain) ? mostGsm : mostUcs2;
  const room = most - (link === undefined ? 0 : link.length + 1);
  const kept = fit(plain, Math.max(20, room)).replace(/…$/, gsm.test(plain) ? '.' : '…');
  return link === undefined ? kept : `${kept}\n${link}`;
}
