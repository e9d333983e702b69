import { randomBytes } from 'node:crypto';
import { isSensitiveHeader, openHeaders, sealHeaders } from './sealHeaders.ts';

test('secret values are sealed and come back; others stay readable', () => {
  const key = randomBytes(32);
  const headers = { Authorization: 'Bearer hunter22', Accept: 'text/plain' };
  const sealed = sealHeaders(headers, key);
  expect(sealed['Accept']).toBe('text/plain');
  expect(JSON.stringify(sealed)).not.toContain('hunter22');
  expect(openHeaders(sealed, key)).toEqual({ headers, secrets: ['Bearer hunter22'] });
  expect(() => openHeaders(sealed, randomBytes(32))).toThrow(/SECRET_KEY/);
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
