import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { createAnswerToken, readAnswerToken } from './answerToken.ts';

const key = randomBytes(32);
const now = new Date('2026-01-31T12:00:00Z');
const [tenantId, deliveryId] = [uuidv7(), uuidv7()];
const token = createAnswerToken({ tenantId, deliveryId, now }, key);

test('a token names its tenant and its notice, for 72 hours', () => {
  expect(token).toMatch(/^[\w-]{70}$/);
  expect(readAnswerToken(token, [key], now)).toEqual({
    valid: true,
    right: { tenantId, deliveryId, expiresAt: new Date('2026-02-03T12:00:00Z') },
  });
});

test('it is still good when the key has become the one before', () => {
  expect(readAnswerToken(token, [randomBytes(32), key], now)).toMatchObject({ valid: true });
});

test.each([
  ['of another key', token, [randomBytes(32)], now, 'not_ours'],
  ['changed', `${token.slice(0, 10)}${token[10] === 'A' ? 'B' : 'A'}${token.slice(11)}`, [key], now, 'not_ours'],
  ['cut', token.slice(0, -1), [key], now, 'not_ours'],
  ['no token', '../../etc', [key], now, 'not_ours'],
  ['too old', token, [key], new Date('2026-02-03T12:00:00Z'), 'expired'],
] as const)('%s', (_, text, keys, at, reason) => {
  expect(readAnswerToken(text, [...keys], at)).toEqual({ valid: false, reason });
});
