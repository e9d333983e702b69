import { expression } from './expression.ts';

test.each([
  ['http://prometheus:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1', 'up == 0'],
  ['https://example.com/prometheus/query?g0.expr=sum%20by%20(job)%20(up)', 'sum by (job) (up)'],
  ['http://vmalert:8880/vmalert/alert?group_id=1&alert_id=2', null],
  ['http://prometheus:9090/graph?g0.expr=', null],
  ['/graph?g0.expr=up', null],
  ['', null],
  [null, null],
])('%j tells %j', (link, told) => {
  expect(expression(link)).toBe(told);
});
