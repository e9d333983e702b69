import { openSecret, sealSecret, type SecretKey } from '#kit/secret';
import type { RuleSourceAuth } from '#prisma/generated/client';
import { z } from 'zod';

const text = z.string().min(1).max(10_000);

/** How the platform proves itself to a source. */
export const credentials = z.discriminatedUnion('auth', [
  z.object({ auth: z.literal('NONE') }),
  z.object({ auth: z.literal('BEARER'), token: text }),
  z.object({ auth: z.literal('BASIC'), username: text, password: text }),
]);
export type Credentials = z.infer<typeof credentials>;

/** Credentials as they are stored: what kind they are stays readable, what is secret does not. */
export function sealCredentials(given: Credentials, secretKey: SecretKey): { auth: RuleSourceAuth; credentials: string | null } {
  return { auth: given.auth, credentials: given.auth === 'NONE' ? null : sealSecret(JSON.stringify(given), secretKey) };
}

/** What `sealCredentials` stored; INTERNAL when it was sealed with another SECRET_KEY. */
export function openCredentials(sealed: string | null, secretKey: SecretKey): Credentials {
  return sealed === null ? { auth: 'NONE' } : credentials.parse(JSON.parse(openSecret(sealed, secretKey)));
}

/** The request header that carries them. */
export function authorizationOf(given: Credentials): Record<string, string> {
  switch (given.auth) {
    case 'NONE':
      return {};
    case 'BEARER':
      return { authorization: `Bearer ${given.token}` };
    case 'BASIC':
      return { authorization: `Basic ${Buffer.from(`${given.username}:${given.password}`).toString('base64')}` };
    default:
      return given satisfies never;
  }
}
