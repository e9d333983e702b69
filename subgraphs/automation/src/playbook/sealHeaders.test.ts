import { randomBytes } from 'node:crypto';
import { isSensitiveHeader, maskDefinition, openHeaders, sealDefinition } from './sealHeaders.ts';

const definition = (headers: Record<string, string>) => ({
  name: 'x',
  steps: [{ kind: 'condition', id: 'c', then: [{ kind: 'http', id: 'deep', method: 'GET', url: 'https://example.com/', headers }] }],
  headers: { authorization: 'not of a request' },
});
const headersIn = (sealed: ReturnType<typeof definition>) => sealed.steps[0]?.then[0]?.headers ?? {};

test('secret values are sealed wherever a request stands, and come back; others stay readable', () => {
  const key = randomBytes(32);
  const headers = { Authorization: 'Bearer hunter22', Accept: 'text/plain' };
  const sealed = sealDefinition(definition(headers), key);
  expect(headersIn(sealed)['Accept']).toBe('text/plain');
  expect(sealed.headers).toEqual({ authorization: 'not of a request' });
  expect(JSON.stringify(sealed)).not.toContain('hunter22');
  expect(openHeaders(headersIn(sealed), key)).toEqual({ headers, secrets: ['Bearer hunter22'] });
  expect(() => openHeaders(headersIn(sealed), randomBytes(32))).toThrow(/SECRET_KEY/);
});

test('what is shown has no secret, and written back it is the secret that was', () => {
  const key = randomBytes(32);
  const sealed = sealDefinition(definition({ Authorization: 'Bearer hunter22' }), key);
  const shown = maskDefinition(sealed);
  expect(headersIn(shown)).toEqual({ Authorization: '***' });
  expect(sealDefinition(shown, key, sealed)).toEqual(sealed);
  expect(headersIn(sealDefinition(definition({ Authorization: 'new' }), key, sealed))).not.toEqual(headersIn(sealed));
  // Somebody else's sealed text is a secret like any other, and not opened.
  expect(openHeaders(headersIn(sealDefinition(definition(headersIn(sealed)), key)), key).secrets).toEqual([headersIn(sealed)['Authorization']]);
});

test.each([
  ['Authorization', true],
  ['proxy-authorization', true],
  ['Cookie', true],
  ['X-Api-Key', true],
  ['apikey', true],
  ['PRIVATE-TOKEN', true],
  ['X-Hub-Signature-256', true],
  ['Content-Type', false],
  ['Accept', false],
  ['Idempotency-Key', false],
  ['X-Keyboard', false],
])('%s: %s', (name, sensitive) => {
  expect(isSensitiveHeader(name)).toBe(sensitive);
});
