import { maskRequest, maskResult } from './maskExchange.ts';

test('secret headers, secret query values and secrets anywhere else are masked; the rest is kept', () => {
  const headers = { authorization: 'Bearer hunter22', 'x-api-key': 'k', cookie: 'c', 'x-trace': 'hunter22', 'idempotency-key': 'run:1' };
  expect(
    maskRequest({ method: 'POST', url: 'https://example.com/a?token=t&page=2', headers, body: 'pass=hunter22', timeoutMs: 1 }, ['hunter22']),
  ).toEqual({
    method: 'POST',
    url: 'https://example.com/a?token=***&page=2',
    headers: { authorization: '***', 'x-api-key': '***', cookie: '***', 'x-trace': '***', 'idempotency-key': 'run:1' },
    body: 'pass=***',
  });
});

test('a receiver that echoes the secret does not bring it in', () => {
  expect(maskResult({ kind: 'answered', status: 200, body: 'you sent hunter22\0', bodyCut: null, retryAfter: null }, ['hunter22'])).toEqual({
    status: 200,
    body: 'you sent ***\uFFFD',
    bodyCut: null,
  });
  expect(maskResult({ kind: 'failed', reason: 'timeout', detail: 'late' }, [])).toEqual({ error: 'timeout', detail: 'late' });
});

test('a body is cut at 64 KiB', () => {
  const { body } = maskRequest({ method: 'POST', url: 'https://example.com/', body: 'x'.repeat(100_000), timeoutMs: 1 }, []);
  expect(body).toHaveLength(64 * 1024);
});
