import type { HookSigning } from '#prisma/generated/client';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';

export type HookVerdict = 'signed' | 'signature_missing' | 'timestamp_unreadable' | 'timestamp_stale' | 'signature_wrong';

/** How far the sender's clock may be from ours, and how long a call that somebody copied could be sent again. */
const toleranceMs = 5 * 60_000;

/**
 * Whether a call is signed with the secret of its hook: as Standard Webhooks says (https://www.standardwebhooks.com: HMAC-SHA256 over `id.timestamp.body`, one of
 * several in `webhook-signature` is enough), or as GitHub does (`x-hub-signature-256`, over the body alone). Compared in constant time.
 */
export function judgeHookSignature(
  signing: HookSigning,
  { secret, headers, body, now }: { secret: string; headers: IncomingHttpHeaders; body: string; now: Date },
): HookVerdict {
  if (signing === 'GITHUB') {
    const given = textOf(headers['x-hub-signature-256']);
    if (given === null) return 'signature_missing';
    return isSame(given, `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`) ? 'signed' : 'signature_wrong';
  }
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => textOf(headers[name]));
  if (!id || !timestamp || !signatures) return 'signature_missing';
  if (!/^\d{1,12}$/.test(timestamp)) return 'timestamp_unreadable';
  const signedAt = new Date(Number(timestamp) * 1000);
  if (Math.abs(now.getTime() - signedAt.getTime()) > toleranceMs) return 'timestamp_stale';
  const expected = new Webhook(secret).sign(id, signedAt, body);
  return signatures.split(' ').some((given) => isSame(given, expected)) ? 'signed' : 'signature_wrong';
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function textOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && header !== '' ? header : null;
}
