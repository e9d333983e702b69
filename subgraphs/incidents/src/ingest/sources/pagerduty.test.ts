import { alertOfTrigger, type PagerdutyTrigger, readPagerdutyChange, readPagerdutyEvent } from './pagerduty.ts';
import { readSample } from './samples/readSample.ts';

const now = new Date('2026-11-20T09:16:00Z');
const trigger = () => JSON.parse(readSample('pagerduty-trigger'));
const alertOf = (body: unknown) => alertOfTrigger(readPagerdutyEvent(body) as PagerdutyTrigger, 'disk/db-1', now);

test('a trigger becomes an alert under its dedup key, and keeps everything', () => {
  expect(alertOf(trigger())).toEqual({
    status: 'FIRING',
    key: 'disk/db-1',
    severity: 'HIGH',
    labels: {
      alertname: 'Disk of db-1 is almost full',
      severity: 'error',
      source: 'db-1',
      component: 'postgres',
      group: 'prod',
      class: 'disk',
      region: 'eu-1',
    },
    annotations: {
      free_percent: '3',
      tags: '["storage","paging"]',
      'link.Runbook': 'https://runbooks.example.com/disk',
      'link.2': 'https://example.com/bare',
      'image.Disk': 'https://charts.example.com/disk.png',
      client: 'Backup watcher',
    },
    startsAt: new Date('2026-11-20T09:15:00Z'),
    endsAt: null,
    generatorUrl: 'https://backups.example.com/runs/42',
    repaired: [],
  });
});

test.each([
  ['critical', 'CRITICAL'],
  ['error', 'HIGH'],
  ['warning', 'MEDIUM'],
  ['info', 'INFO'],
])('severity %s is %s', (severity, expected) => {
  const body = trigger();
  body.payload.severity = severity;
  expect(alertOf(body).severity).toBe(expected);
});

test('without a time, or with one that cannot be read, it begins now; details may be anything', () => {
  const body = trigger();
  Object.assign(body.payload, { timestamp: 'yesterday', custom_details: 'just a text' });
  expect(alertOf(body)).toMatchObject({ annotations: {}, labels: { custom_details: 'just a text' }, startsAt: now });
  delete body.payload.timestamp;
  expect(alertOf(body).startsAt).toEqual(now);
});

test('a change keeps when, what, where to read more, and the rest', () => {
  expect(readPagerdutyChange(JSON.parse(readSample('pagerduty-change')))).toEqual({
    routingKey: '$TOKEN',
    at: new Date('2026-11-20T09:10:00Z'),
    summary: 'Deployed checkout 1.42',
    source: 'ci',
    labels: { service: 'checkout', source: 'ci' },
    links: [{ href: 'https://ci.example.com/builds/42', text: 'Build 42' }],
    details: { service: 'checkout', build: 42, author: { name: 'Mei' } },
  });
});

test.each([
  ['an action nobody knows', (body: any) => (body.event_action = 'snooze'), '"event_action"'],
  ['no summary', (body: any) => (body.payload.summary = ' '), '"payload.summary"'],
  ['a severity nobody knows', (body: any) => (body.payload.severity = 'bad'), '"payload.severity"'],
  ['a key that is too long', (body: any) => (body.dedup_key = 'x'.repeat(256)), '"dedup_key"'],
])('%s is an unknown shape, and its field is named', (_, spoil, field) => {
  const body = trigger();
  spoil(body);
  expect(() => readPagerdutyEvent(body)).toThrow(expect.objectContaining({ code: 'UNKNOWN_SHAPE', message: expect.stringContaining(field) }));
});

test('summary, source and severity are enough', () => {
  const payload = { summary: 'Down', source: 'db-1', severity: 'info' };
  expect(alertOf({ event_action: 'trigger', payload })).toMatchObject({
    labels: { alertname: 'Down', source: 'db-1', severity: 'info' },
    annotations: {},
  });
  expect(readPagerdutyChange({ payload: { summary: 'Restarted' } })).toMatchObject({
    summary: 'Restarted',
    at: null,
    source: null,
    links: [],
    details: {},
  });
});
