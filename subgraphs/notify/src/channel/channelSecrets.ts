import { openSecret, sealSecret, type SecretKey } from '#kit/secret';
import { z } from 'zod';

/** Secrets of a channel by field, readable. */
export type ChannelSecrets = Record<string, string>;

const sealedSecrets = z.record(z.string(), z.string());

/** Each secret encrypted by itself, as the channel's row keeps them. */
export function sealChannelSecrets(secrets: ChannelSecrets, key: SecretKey): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).map(([field, plain]) => [field, sealSecret(plain, key)]));
}

/** The secrets of a channel's row; INTERNAL when one was sealed with another key. */
export function openChannelSecrets(stored: unknown, key: SecretKey): ChannelSecrets {
  return Object.fromEntries(Object.entries(sealedSecrets.parse(stored)).map(([field, sealed]) => [field, openSecret(sealed, key)]));
}
