import { readGrafana } from './grafana.ts';
import { readSample } from './samples/readSample.ts';

const now = new Date('2026-11-20T09:16:00Z');
const firing = () => JSON.parse(readSample('grafana-firing'));

test('what only Grafana tells of an alert becomes its annotations', () => {
  expect(readGrafana(firing(), now)).toEqual([
    {
      status: 'FIRING',
      labels: { alertname: 'Checkout is slow', grafana_folder: 'Shop', service: 'checkout', severity: 'critical' },
      annotations: {
        summary: '95 % of checkouts take longer than two seconds',
        runbook_url: 'https://runbooks.example.com/checkout',
        dashboard_url: 'https://grafana.example.com/d/shop?orgId=1',
        panel_url: 'https://grafana.example.com/d/shop?orgId=1&viewPanel=4',
        silence_url: expect.stringContaining('/alerting/silence/new?'),
        rule_uid: 'cdk1x9',
        values: 'B=2.31, C=1',
        value_string: expect.stringContaining("var='B'"),
      },
      startsAt: new Date('2026-11-20T09:15:00Z'),
      endsAt: null,
      generatorUrl: 'https://grafana.example.com/alerting/grafana/cdk1x9/view?orgId=1',
      repaired: [],
    },
  ]);
});

test("an annotation of the rule's own is not replaced", () => {
  const body = firing();
  body.alerts[0].annotations.dashboard_url = 'https://elsewhere.example.com/';
  expect(readGrafana(body, now)[0]?.annotations['dashboard_url']).toBe('https://elsewhere.example.com/');
});

test('an alert without data has no values, and a resolved one has its end', () => {
  const body = firing();
  Object.assign(body.alerts[0], { status: 'resolved', endsAt: '2026-11-20T09:30:00Z', values: null, valueString: '', annotations: null });
  const [alert] = readGrafana(body, now);
  expect(alert).toMatchObject({ status: 'RESOLVED', endsAt: new Date('2026-11-20T09:30:00Z') });
  expect(Object.keys(alert?.annotations ?? {})).toEqual(['dashboard_url', 'panel_url', 'silence_url', 'rule_uid']);
});

test.each([
  ["Alertmanager's version", (body: any) => (body.version = '4'), '"version"'],
  ['a status nobody knows', (body: any) => (body.alerts[0].status = 'pending'), '"alerts[0].status"'],
  ['a measured object', (body: any) => (body.alerts[0].values = { A: {} }), '"alerts[0].values.A"'],
  ['a link that is none', (body: any) => (body.alerts[0].panelURL = 7), '"alerts[0].panelURL"'],
])('%s is an unknown shape, and its field is named', (_, spoil, field) => {
  const body = firing();
  spoil(body);
  expect(() => readGrafana(body, now)).toThrow(expect.objectContaining({ code: 'UNKNOWN_SHAPE', message: expect.stringContaining(field) }));
});
