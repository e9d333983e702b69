import type { AppError } from '#kit/errors';
import { readAlertmanager } from './alertmanager.ts';
import { readSample } from './samples/readSample.ts';

const now = new Date('2026-11-20T09:16:00Z');
const firing = () => JSON.parse(readSample('alertmanager-firing'));

test('a webhook of version 4 becomes its alerts, in its order', () => {
  const [first, second, ...rest] = readAlertmanager(firing(), now);
  expect(first).toEqual({
    status: 'FIRING',
    labels: { alertname: 'HostOutOfMemory', cluster: 'prod-eu1', instance: 'db-1:9100', job: 'node', severity: 'critical' },
    annotations: {
      description: 'Node memory is filling up (6.1 % left)',
      runbook_url: 'https://runbooks.example.com/memory',
      summary: 'Host is running out of memory',
    },
    startsAt: new Date('2026-11-20T09:15:24.837Z'),
    endsAt: null,
    generatorUrl: expect.stringContaining('/graph?g0.expr='),
    repaired: [],
  });
  expect(second?.labels['instance']).toBe('db-2:9100');
  expect(rest).toEqual([]);
});

test('a resolved alert has its end; without one it ended now', () => {
  const resolved = JSON.parse(readSample('alertmanager-resolved'));
  expect(readAlertmanager(resolved, now)[0]).toMatchObject({ status: 'RESOLVED', endsAt: new Date('2026-11-20T09:31:54.837Z') });
  resolved.alerts[0].endsAt = '0001-01-01T00:00:00Z';
  expect(readAlertmanager(resolved, now)[0]?.endsAt).toEqual(now);
});

test.each([
  ['another version', (body: any) => (body.version = '1'), '"version"'],
  ['no version', (body: any) => delete body.version, '"version"'],
  ['alerts that are no list', (body: any) => (body.alerts = {}), '"alerts"'],
  ['a status nobody knows', (body: any) => (body.alerts[1].status = 'pending'), '"alerts[1].status"'],
  ['a label that is no text', (body: any) => (body.alerts[0].labels.port = 9100), '"alerts[0].labels"'],
  ['a time that is none', (body: any) => (body.alerts[0].startsAt = 'yesterday'), '"alerts[0].startsAt"'],
])('%s is an unknown shape, and its field is named', (_, spoil, field) => {
  const body = firing();
  spoil(body);
  expect(() => readAlertmanager(body, now)).toThrow(
    expect.objectContaining<Partial<AppError>>({ code: 'UNKNOWN_SHAPE', message: expect.stringContaining(field) }),
  );
});

test.each([null, 4, 'text', []])('%j is an unknown shape', (body) => {
  expect(() => readAlertmanager(body, now)).toThrow(expect.objectContaining({ code: 'UNKNOWN_SHAPE' }));
});

test('any text is a label name, and what PostgreSQL cannot hold is replaced and told', () => {
  const body = JSON.parse(
    readSample('alertmanager-firing').replace(
      '"job": "node",',
      String.raw`"job": "node", "__proto__": "kept", "服務": "結帳", "cut\u0000off": "a\ud800b", `,
    ),
  );
  const [alert] = readAlertmanager(body, now);
  expect(Object.entries(alert?.labels ?? {})).toEqual(
    expect.arrayContaining([
      ['__proto__', 'kept'],
      ['服務', '結帳'],
      ['cut\u{FFFD}off', 'a\u{FFFD}b'],
    ]),
  );
  expect(alert?.repaired).toEqual(['labels.cut\u{FFFD}off']);
});

test.each(['0001-01-01T00:00:00Z', '0001-01-01T00:00:00+08:00', '9999-12-31T23:59:59-08:00'])('%s is no start', (startsAt) => {
  const body = firing();
  body.alerts[0].startsAt = startsAt;
  expect(readAlertmanager(body, now)[0]?.startsAt).toBeNull();
});

test.each(['1970-01-01T00:00:00Z', '2031-01-01T00:00:00+02:00'])('%s is a start, however strange', (startsAt) => {
  const body = firing();
  body.alerts[0].startsAt = startsAt;
  expect(readAlertmanager(body, now)[0]?.startsAt).toEqual(new Date(startsAt));
});
