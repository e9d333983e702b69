import { alertOfNotification, readSnsDelivery, type SnsDelivery } from './amazonSns.ts';
import { readFormattedWebhook } from './formattedWebhook.ts';
import { readGrafanaLegacy } from './grafanaLegacy.ts';
import { readSample } from './samples/readSample.ts';

const now = new Date('2026-11-20T09:16:00Z');
const sample = (name: string) => JSON.parse(readSample(name));

test('a formatted webhook', () => {
  expect(readFormattedWebhook(sample('oncall-formatted'), now)).toEqual({
    status: 'FIRING',
    key: '08d6891a-835c-e661-39fa-96b6a9e26552',
    labels: { alertname: 'The whole system is down', service: 'shop', severity: 'critical' },
    annotations: { description: 'Nothing answers since 09:15.', image_url: 'https://charts.example.com/down.png', failed: '12' },
    startsAt: now,
    endsAt: null,
    generatorUrl: 'https://status.example.com/incidents/17',
    repaired: [],
  });
  expect(readFormattedWebhook({ ...sample('oncall-formatted'), state: 'OK' }, now)).toMatchObject({
    status: 'RESOLVED',
    startsAt: null,
    endsAt: now,
  });
});

test.each([
  [
    { summary: 'Down', status: 'recovered' },
    { key: 'Down', status: 'RESOLVED', labels: { alertname: 'Down' } },
  ],
  [{ message: 'first\nsecond' }, { labels: { alertname: 'first' }, annotations: { description: 'first\nsecond' } }],
  [
    { alert_uid: 7, title: 'x', labels: { team: 'db' } },
    { key: '7', labels: { alertname: 'x', team: 'db' } },
  ],
  [{}, { key: 'Webhook', status: 'FIRING', labels: { alertname: 'Webhook' } }],
  [{ title: { nested: true } }, { labels: { alertname: 'Webhook' }, annotations: { title: '{"nested":true}' } }],
])('a plain webhook %j', (payload, expected) => {
  expect(readFormattedWebhook(payload, now)).toMatchObject(expected);
});

test.each([null, [], 'text', 4])('%j is no webhook', (payload) => {
  expect(() => readFormattedWebhook(payload, now)).toThrow(expect.objectContaining({ code: 'UNKNOWN_SHAPE' }));
});

test("an alert of Grafana's dashboards", () => {
  expect(readGrafanaLegacy(sample('grafana-legacy'), now)).toMatchObject({
    status: 'FIRING',
    key: 'rule 31',
    labels: { alertname: 'CPU', team: 'shop' },
    annotations: { description: 'CPU is busy', values: 'cpu=98.2' },
    generatorUrl: 'https://grafana.example.com/d/4?viewPanel=2',
  });
  expect(readGrafanaLegacy({ ...sample('grafana-legacy'), state: 'ok' }, now)).toMatchObject({ status: 'RESOLVED', endsAt: now });
});

const notification = (change: object = {}) =>
  alertOfNotification(readSnsDelivery({ ...sample('sns-alarm'), ...change }) as Extract<SnsDelivery, { Type: 'Notification' }>, now);

test('an alarm of CloudWatch', () => {
  expect(notification()).toEqual({
    status: 'FIRING',
    key: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:queue-depth',
    labels: {
      alertname: 'queue-depth',
      QueueName: 'orders',
      region: 'EU (Ireland)',
      account: '123456789012',
      namespace: 'AWS/SQS',
      metric: 'Depth',
      topic: 'alarms',
    },
    annotations: { description: 'Orders wait', reason: 'Threshold crossed', state: 'ALARM' },
    startsAt: new Date('2026-11-20T09:15:00Z'),
    endsAt: null,
    generatorUrl: null,
    repaired: [],
  });
  const ok = sample('sns-alarm').Message.replace('"NewStateValue":"ALARM"', '"NewStateValue":"OK"');
  expect(notification({ Message: ok })).toMatchObject({ status: 'RESOLVED', endsAt: new Date('2026-11-20T09:15:00Z') });
});

test('other messages are read as a webhook, or as text', () => {
  expect(notification({ Message: '{"alert_uid":"x","title":"Backup","state":"ok"}' })).toMatchObject({ key: 'x', status: 'RESOLVED' });
  expect(notification({ Message: 'it broke', Subject: 'Backup' })).toMatchObject({
    key: 'Backup',
    labels: { alertname: 'Backup', topic: 'alarms' },
    annotations: { description: 'it broke' },
  });
});
