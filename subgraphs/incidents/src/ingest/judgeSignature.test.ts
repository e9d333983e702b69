import { createHmac } from 'node:crypto';
import { judgeSignature, type SignedRequest } from './judgeSignature.ts';

const secret = 'a secret that both sides know';
const body = '{"version":"1","alerts":[]}';
const now = new Date('2026-11-20T09:16:00Z');
const seconds = (offset: number) => String(now.getTime() / 1000 + offset);
const sign = (text: string, key = secret) => createHmac('sha256', key).update(text).digest('hex');

const judge = (change: Partial<SignedRequest>) => judgeSignature({ secret, body, signature: sign(body), timestamp: undefined, now, ...change });

test.each<[string, Partial<SignedRequest>, string]>([
  ['the body', {}, 'signed'],
  ['the body, in capitals', { signature: sign(body).toUpperCase() }, 'signed'],
  ['time and body', { timestamp: seconds(0), signature: sign(`${seconds(0)}:${body}`) }, 'signed'],
  ['time and body, five minutes ago', { timestamp: seconds(-300), signature: sign(`${seconds(-300)}:${body}`) }, 'signed'],
  ['time and body, longer ago', { timestamp: seconds(-301), signature: sign(`${seconds(-301)}:${body}`) }, 'timestamp_stale'],
  ['time and body, in the future', { timestamp: seconds(301), signature: sign(`${seconds(301)}:${body}`) }, 'timestamp_stale'],
  ['a time that was not signed', { timestamp: seconds(0) }, 'signature_wrong'],
  ['no time', { timestamp: 'now', signature: sign(`now:${body}`) }, 'timestamp_unreadable'],
  ['another body', { body: `${body} ` }, 'signature_wrong'],
  ['another secret', { signature: sign(body, 'another') }, 'signature_wrong'],
  ['the beginning only', { signature: sign(body).slice(0, 62) }, 'signature_wrong'],
  ['no hex', { signature: 'sha256=?' }, 'signature_wrong'],
  ['nothing', { signature: undefined }, 'signature_missing'],
  ['an empty text', { signature: '' }, 'signature_missing'],
])('%s', (_, change, verdict) => {
  expect(judge(change)).toBe(verdict);
});
