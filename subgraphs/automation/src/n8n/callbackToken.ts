import { currentKey, openingKeys, type SecretKey } from '#kit/secret';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const right = z.object({ tenantId: z.uuid(), runId: z.uuid(), path: z.string(), fence: z.int(), until: z.int(), connectionId: z.uuid() });
export type CallbackRight = z.infer<typeof right>;

/** A token that lets its holder end one attempt of one step, until then. Signed and not stored: the step itself knows whether it still waits. Pure. */
export function createCallbackToken(given: CallbackRight, key: SecretKey): string {
  const body = Buffer.from(JSON.stringify(given)).toString('base64url');
  return `${body}.${sign(body, currentKey(key))}`;
}

/** What a token allows; null for one that is not ours or too old. Pure. */
export function readCallbackToken(token: string, key: SecretKey, now: Date): CallbackRight | null {
  const [body = '', signature = ''] = token.split('.');
  const isOurs = openingKeys(key).some((each) => {
    const [one, other] = [Buffer.from(signature), Buffer.from(sign(body, each))];
    return one.length === other.length && timingSafeEqual(one, other);
  });
  if (!isOurs) return null;
  const read = right.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return read.success && read.data.until * 1000 > now.getTime() ? read.data : null;
}

/** By a key of its own, so that what is signed here never stands for what is sealed with SECRET_KEY. */
function sign(body: string, key: Uint8Array): string {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'n8n callback', 32));
  return createHmac('sha256', own).update(body).digest('base64url');
}
