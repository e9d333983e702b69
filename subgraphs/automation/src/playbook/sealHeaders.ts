import { openSecret, sealSecret, type SecretKey } from '#kit/secret';

const prefix = 'sealed:';

/** Header names whose values are secrets. Wide on purpose: a masked harmless header costs less than a shown secret. */
const sensitiveName = /auth|token|secret|passw|credential|cookie|session|signature|api-?key|(^|-)key$/i;

export function isSensitiveHeader(name: string): boolean {
  return sensitiveName.test(name) && name.toLowerCase() !== 'idempotency-key';
}

/** The headers as they are stored: secret values sealed with SECRET_KEY. */
export function sealHeaders(headers: Record<string, string>, key: SecretKey): Record<string, string> {
  return mapValues(headers, (name, value) => (isSensitiveHeader(name) ? prefix + sealSecret(value, key) : value));
}

/** The headers as they are sent, and apart from them the secrets among their values. INTERNAL when they were sealed with another key. */
export function openHeaders(headers: Record<string, string>, key: SecretKey): { headers: Record<string, string>; secrets: string[] } {
  const secrets: string[] = [];
  const opened = mapValues(headers, (name, value) => {
    if (!isSensitiveHeader(name) || !value.startsWith(prefix)) return value;
    const secret = openSecret(value.slice(prefix.length), key);
    secrets.push(secret);
    return secret;
  });
  return { headers: opened, secrets };
}

function mapValues(headers: Record<string, string>, change: (name: string, value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(name, value)]));
}
