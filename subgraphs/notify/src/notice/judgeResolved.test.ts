import { judgeResolved } from './judgeResolved.ts';

test.each([
  [['delivered'], 'opened_delivered'],
  [['http_5xx', 'http_429', 'delivered'], 'opened_delivered'],
  [['timeout'], 'opened_may_have_arrived'],
  [['connection_refused', 'worker_lost'], 'opened_may_have_arrived'],
  [['http_5xx', 'http_4xx'], 'opened_may_have_arrived'],
  [[], 'opened_not_delivered'],
  [['connection_refused', 'dns_failed', 'tls_failed', 'http_429'], 'opened_not_delivered'],
  [['target_refused'], 'opened_not_delivered'],
] as const)('after %j: %s', (attempts, reason) => {
  expect(judgeResolved(attempts)).toEqual({ reason });
});
