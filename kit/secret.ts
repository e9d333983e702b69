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

/** Encrypts a secret for storage: AES-256-GCM, `v1.<iv>.<tag>.<text>` in base64url. `key` is SECRET_KEY, 32 bytes. */
export function sealSecret(plain: string, key: Uint8Array): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return ['v1', iv.toString('base64url'), cipher.getAuthTag().toString('base64url'), text.toString('base64url')].join('.');
}

/** The secret that `sealSecret` stored; INTERNAL when it was sealed with another key or was changed. */
export function openSecret(sealed: string, key: Uint8Array): string {
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
