import { currentKey, type SecretKey } from '#kit/secret';
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';

/** A code of six digits. */
export const makeCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0');

/** How a code or an address is kept, so that neither can be read, nor tried out, without the key. */
export function keyedHash(key: SecretKey, ...parts: readonly string[]): string {
  return createHmac('sha256', currentKey(key)).update(JSON.stringify(parts)).digest('hex');
}

/** Whether two such hashes are the same, in a time that does not tell how much of them is. */
export function isSameHash(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What of an address may be shown: enough for its owner to know it by. A secret one shows nothing. */
export function hintOf(address: string, isSecret: boolean): string {
  if (isSecret) return '••••';
  const [name = '', host] = address.split('@');
  if (host !== undefined) return `${name.slice(0, 2)}•••@${host}`;
  return address.length <= 4 ? '••••' : `•••${address.slice(-4)}`;
}
