import { currentKey, type SecretKey } from '#kit/secret';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What a token lets its holder do: answer one notice, until then. */
export type AnswerRight = { tenantId: string; deliveryId: string; expiresAt: Date };

/** How long a notice can be answered by its link, in ms: a weekend. */
const lifetimeMs = 72 * 3_600_000;

const bodyBytes = 16 + 16 + 4;
/** 128 bits: nobody guesses one within its time. Short, since it travels in text messages. */
const signatureBytes = 16;

/**
 * A token for the link in a notice. It is signed and not stored: it names its tenant and its notice by itself, and that each answer counts once is a row of its
 * own. 70 characters, URL-safe. Pure.
 */
export function createAnswerToken({ tenantId, deliveryId, now }: { tenantId: string; deliveryId: string; now: Date }, key: SecretKey): string {
  const seconds = Buffer.alloc(4);
  seconds.writeUInt32BE(Math.floor((now.getTime() + lifetimeMs) / 1000));
  const body = Buffer.concat([bytesOf(tenantId), bytesOf(deliveryId), seconds]);
  return Buffer.concat([body, sign(body, currentKey(key))]).toString('base64url');
}

export type ReadToken = { valid: true; right: AnswerRight } | { valid: false; reason: 'not_ours' | 'expired' };

/** What a token allows, tried with each of the keys; `expired` is told apart, since its holder once had the right. Pure. */
export function readAnswerToken(token: string, keys: readonly Uint8Array[], now: Date): ReadToken {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== bodyBytes + signatureBytes) return { valid: false, reason: 'not_ours' };
  const [body, signature] = [bytes.subarray(0, bodyBytes), bytes.subarray(bodyBytes)];
  if (!keys.some((key) => timingSafeEqual(signature, sign(body, key)))) return { valid: false, reason: 'not_ours' };
  const expiresAt = new Date(body.readUInt32BE(32) * 1000);
  if (expiresAt <= now) return { valid: false, reason: 'expired' };
  return { valid: true, right: { tenantId: uuidOf(body.subarray(0, 16)), deliveryId: uuidOf(body.subarray(16, 32)), expiresAt } };
}

/** By a key of its own, so that what is signed here never stands for what is sealed with SECRET_KEY. */
function sign(body: Uint8Array, key: Uint8Array): Buffer {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'notify answer token', 32));
  return createHmac('sha256', own).update(body).digest().subarray(0, signatureBytes);
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
