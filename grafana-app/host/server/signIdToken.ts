import { SignJWT } from 'jose';
import type { SigningKey } from './openSigningKey.ts';
import type { HostUser } from './users.ts';

const LIFETIME_SECONDS = 600;

/**
 * Signs what Grafana sends as `X-Grafana-Id`: who the person is, for ten minutes. As Grafana's, it carries no organisation role.
 * @param now seconds since 1970
 */
export function signIdToken(key: SigningKey, issuer: string, user: HostUser, now: number): Promise<string> {
  return new SignJWT({
    identifier: user.uid,
    type: 'user',
    namespace: 'default',
    authenticatedBy: 'password',
    email: user.email,
    email_verified: true,
    username: user.login,
    name: user.name,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'jwt', kid: key.kid })
    .setIssuer(issuer)
    .setAudience(['org:1'])
    .setSubject(`user:${user.uid}`)
    .setIssuedAt(now)
    .setExpirationTime(now + LIFETIME_SECONDS)
    .sign(key.privateKey);
}
