import { readPromql } from './readPromql.ts';

test.each([
  ['up', [{ metric: 'up', matchers: [] }]],
  [
    'sum by (job) (rate(http_requests_total{code=~"5..", "http.route"!="/", env!~`dev|test`}[5m])) / up{job="a\\"b",}',
    [
      {
        metric: 'http_requests_total',
        matchers: [
          { name: 'code', op: '=~', value: '5..' },
          { name: 'http.route', op: '!=', value: '/' },
          { name: 'env', op: '!~', value: 'dev|test' },
        ],
      },
      { metric: 'up', matchers: [{ name: 'job', op: '=', value: 'a"b' }] },
    ],
  ],
  ['{"http.requests", code="500"}', [{ metric: 'http.requests', matchers: [{ name: 'code', op: '=', value: '500' }] }]],
  ['{__name__="up", job="n"}', [{ metric: 'up', matchers: [{ name: 'job', op: '=', value: 'n' }] }]],
  ['{__name__=~"node_.*"}', [{ metric: null, matchers: [{ name: '__name__', op: '=~', value: 'node_.*' }] }]],
  ['vector(1)', []],
])('%s', (expression, selectors) => {
  expect(readPromql(expression)).toEqual({ reason: 'parsed', selectors });
});

test.each([
  [null, { reason: 'no_expression' }],
  ['up{', { reason: 'broken_promql', at: 3 }],
  ['up == 1 or', { reason: 'broken_promql', at: 10 }],
  ['rate(up[$__interval])', { reason: 'broken_promql', at: 8 }],
  ['u'.repeat(100_001), { reason: 'too_long' }],
])('%j cannot be read', (expression, read) => {
  expect(readPromql(expression)).toEqual(read);
});
