import { metricsOf } from './metricsOf.ts';

test.each([
  ['up == 0', ['up']],
  ['sum by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) < 0.1', ['node_cpu_seconds_total']],
  ['job:http_errors:rate5m / job:http_requests:rate5m > 0.05', ['job:http_errors:rate5m', 'job:http_requests:rate5m']],
  ['max_over_time(deriv(rate(a_total[5m])[1h:1m])[30m:]) > b offset 5m', ['a_total', 'b']],
  ['{__name__="up", job="node"} == 0', ['up']],
  ["{__name__='up'}", ['up']],
  ['{__name__=`up`}', ['up']],
  ['{"http.requests", code="500"}', ['http.requests']],
  ['{"__name__"="say \\"hi\\" \\u00e9\\x41"}', ['say "hi" éA']],
  ['up and on(instance) group_left(node) up unless absent(down)', ['up', 'down']],
  ['# what it means\nhistogram_quantile(0.9, sum by (le) (rate(h_bucket[5m])))', ['h_bucket']],
  ['count(sum) > 1', ['sum']],
])('%s reads %j', (expression, metrics) => {
  expect(metricsOf(expression)).toEqual({ reason: 'parsed', metrics });
});

test.each([
  [null, 'no_expression'],
  [' \n', 'no_expression'],
  ['up ==', 'broken_promql'],
  ['rate(up[5m', 'broken_promql'],
  ['{{ $value }}', 'broken_promql'],
  ['x'.repeat(100_001), 'broken_promql'],
  ['vector(1)', 'no_metric_name'],
  ['{job="x"}', 'no_metric_name'],
  ['{__name__=~"node_.*"}', 'no_metric_name'],
  ['{__name__!="up", job="x"}', 'no_metric_name'],
])('%j names no metric: %s', (expression, reason) => {
  expect(metricsOf(expression)).toEqual({ reason, metrics: [] });
});
