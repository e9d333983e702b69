import type { OutboundResult } from '#kit/outbound';
import { judgeAttempt } from './judgeAttempt.ts';

const answered = (status: number, body = '', retryAfter: number | null = null): OutboundResult => ({
  kind: 'answered',
  status,
  body,
  bodyCut: null,
  retryAfter,
});

test.each([
  [200, 'delivered', 'delivered'],
  [204, 'delivered', 'delivered'],
  [301, 'give_up', 'http_3xx'],
  [307, 'give_up', 'http_3xx'],
  [400, 'give_up', 'http_4xx'],
  [401, 'give_up', 'http_4xx'],
  [404, 'give_up', 'http_4xx'],
  [410, 'give_up', 'http_4xx'],
  [408, 'retry', 'http_408'],
  [425, 'retry', 'http_425'],
  [429, 'retry', 'http_429'],
  [500, 'retry', 'http_5xx'],
  [503, 'retry', 'http_5xx'],
  [599, 'retry', 'http_5xx'],
])('status %i: %s, %s', (status, verdict, outcome) => {
  expect(judgeAttempt(answered(status))).toMatchObject({ verdict, outcome, httpStatus: status });
});

test.each([
  ['timeout', 'retry'],
  ['connection_refused', 'retry'],
  ['connection_reset', 'retry'],
  ['dns_failed', 'retry'],
  ['tls_failed', 'retry'],
  ['target_refused', 'give_up'],
  ['invalid_request', 'give_up'],
] as const)('no answer, %s: %s', (reason, verdict) => {
  expect(judgeAttempt({ kind: 'failed', reason, detail: 'why' })).toEqual({
    verdict,
    outcome: reason,
    httpStatus: null,
    detail: 'why',
    retryAfter: null,
  });
});

test('a 2xx whose body broke off is delivered', () => {
  expect(judgeAttempt({ kind: 'answered', status: 200, body: 'o', bodyCut: 'timeout', retryAfter: null })).toMatchObject({
    verdict: 'delivered',
    detail: null,
  });
});

test('the start of an error is kept, fit for the database', () => {
  expect(judgeAttempt(answered(500, `\0${'x'.repeat(600)}`)).detail).toBe(`\uFFFD${'x'.repeat(499)}`);
  expect(judgeAttempt(answered(500, `${'x'.repeat(499)}😀`)).detail).toBe(`${'x'.repeat(499)}\uFFFD`);
  expect(judgeAttempt(answered(500)).detail).toBeNull();
});

test('what the receiver asked for is handed on', () => {
  expect(judgeAttempt(answered(429, '', 30)).retryAfter).toBe(30);
});
