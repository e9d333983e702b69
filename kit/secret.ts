import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AppError } from './errors.ts';

/** SHA-256 in hex: how tokens and keys are stored, so that the database never holds one that works. Tokens are random, so no salt is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A new random token of 32 bytes, URL-safe, behind a prefix that tells people and secret scanners what it is. */
export function createToken(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** SECRET_KEY, 32 bytes; while it is being replaced, with the one before, which opens what is there and seals nothing. */
export type SecretKey = Uint8Array | { current: Uint8Array; previous: Uint8Array };

/** The key that seals. */
export function currentKey(key: SecretKey): Uint8Array {
  return 'current' in key ? key.current : key;
}

/** Every key that opens, the current one first. */
export function openingKeys(key: SecretKey): Uint8Array[] {
  return 'current' in key ? [key.current, key.previous] : [key];
}

/** Encrypts a secret for storage: AES-256-GCM, `v1.<iv>.<tag>.<text>` in base64url. */
export function sealSecret(plain: string, secretKey: SecretKey): string {
  const key = currentKey(secretKey);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return ['v1', iv.toString('base64url'), cipher.getAuthTag().toString('base64url'), text.toString('base64url')].join('.');
}

/** The secret that `sealSecret` stored; INTERNAL when it was sealed with another key or was changed. */
export function openSecret(sealed: string, key: SecretKey): string {
  const [current, previous] = openingKeys(key);
  if (current === undefined) throw new Error('There is always a key.');
  if (previous === undefined) return open(sealed, current);
  try {
    return open(sealed, current);
  } catch {
    // Sealed before the key was replaced, or by neither: the second try says which.
    return open(sealed, previous);
  }
}

/** Seals anew what was sealed with the key before; null when there is nothing to do. INTERNAL when neither key opens it. */
export function resealSecret(sealed: string, key: SecretKey): string | null {
  try {
    open(sealed, currentKey(key));
    return null;
  } catch {
    // Not by the current key; if not by the one before either, opening it says so.
    return sealSecret(openSecret(sealed, key), key);
  }
}

function open(sealed: string, key: Uint8Array): string {
  const [version, iv, tag, text] = sealed.split('.');
  if (version !== 'v1' || iv === undefined || tag === undefined || text === undefined) {
    throw new AppError('INTERNAL', 'A stored secret has an unknown form.');
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('INTERNAL', 'A stored secret cannot be opened with the configured SECRET_KEY.', { cause });
  }
}
