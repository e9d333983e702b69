import { openSecret, sealSecret, type SecretKey } from '#kit/secret';

const prefix = 'sealed:';
/** What stands in the place of a secret where a playbook is shown; written back it means the secret that is kept. */
export const maskedSecret = '***';

/** Header names whose values are secrets. Wide on purpose: a masked harmless header costs less than a shown secret. */
const sensitiveName = /auth|token|secret|passw|credential|cookie|session|signature|api-?key|(^|-)key$/i;

export function isSensitiveHeader(name: string): boolean {
  return sensitiveName.test(name) && name.toLowerCase() !== 'idempotency-key';
}

type Headers = Record<string, string>;

/**
 * A playbook as it is stored: secret values of headers sealed with SECRET_KEY. `***` stands for what the same step had in `before`; where it had nothing the
 * three stars are kept, and are no secret.
 */
export function sealDefinition<Definition>(definition: Definition, key: SecretKey, before: unknown = null): Definition {
  const kept = new Map<string, string>();
  mapHeaders(before, (place, name, value) => {
    if (value.startsWith(prefix)) kept.set(`${place}/${name.toLowerCase()}`, value);
    return value;
  });
  return mapHeaders(definition, (place, name, value) => {
    if (!isSensitiveHeader(name)) return value;
    if (value === maskedSecret) return kept.get(`${place}/${name.toLowerCase()}`) ?? value;
    return prefix + sealSecret(value, key);
  });
}

/** A playbook as it may be shown. */
export function maskDefinition<Definition>(definition: Definition): Definition {
  return mapHeaders(definition, (_, name, value) => (isSensitiveHeader(name) ? maskedSecret : value));
}

/** The headers as they are sent, and apart from them the secrets among their values. INTERNAL when they were sealed with another key. */
export function openHeaders(headers: Headers, key: SecretKey): { headers: Headers; secrets: string[] } {
  const secrets: string[] = [];
  const opened = mapValues(headers, (name, value) => {
    if (!isSensitiveHeader(name) || !value.startsWith(prefix)) return value;
    const secret = openSecret(value.slice(prefix.length), key);
    secrets.push(secret);
    return secret;
  });
  return { headers: opened, secrets };
}

/** Changes the headers of every request in a playbook, wherever it stands; `place` is the id of its step. */
function mapHeaders<Value>(value: Value, change: (place: string, name: string, value: string) => string, place = ''): Value {
  if (Array.isArray(value)) return value.map((element: unknown) => mapHeaders(element, change, place)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const inside = 'id' in value && typeof value.id === 'string' ? value.id : place;
  const isRequest = 'url' in value && 'method' in value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]: [string, unknown]) => [
      name,
      isRequest && name === 'headers' && isHeaders(field)
        ? mapValues(field, (header, text) => change(inside, header, text))
        : mapHeaders(field, change, inside),
    ]),
  ) as Value;
}

const isHeaders = (value: unknown): value is Headers =>
  typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');

function mapValues(headers: Headers, change: (name: string, value: string) => string): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(name, value)]));
}
