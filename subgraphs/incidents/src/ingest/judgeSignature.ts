import { createHmac, timingSafeEqual } from 'node:crypto';

export type SignatureVerdict = 'signed' | 'signature_missing' | 'timestamp_unreadable' | 'timestamp_stale' | 'signature_wrong';

/** What is known of a signed request. `timestamp` is the sender's header in whole seconds, where it sends one: it is then part of what was signed. */
export type SignedRequest = { secret: string; body: string; signature: string | undefined; timestamp: string | undefined; now: Date };

/** How far the sender's clock may be from ours, and how long a request that somebody copied could be sent again. */
const toleranceMs = 5 * 60_000;

/** Whether a body carries the HMAC-SHA256, in hex, of itself or of `timestamp:body`. Compared in constant time. */
export function judgeSignature({ secret, body, signature, timestamp, now }: SignedRequest): SignatureVerdict {
  if (!signature) return 'signature_missing';
  if (timestamp !== undefined) {
    if (!/^\d{1,12}$/.test(timestamp)) return 'timestamp_unreadable';
    if (Math.abs(now.getTime() - Number(timestamp) * 1000) > toleranceMs) return 'timestamp_stale';
  }
  const expected = createHmac('sha256', secret)
    .update(timestamp === undefined ? body : `${timestamp}:${body}`)
    .digest();
  const given = Buffer.from(signature.trim(), 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected) ? 'signed' : 'signature_wrong';
}
