import { readOpsgenieAction, readOpsgenieAlert } from './opsgenie.ts';
import { readSample } from './samples/readSample.ts';

const now = new Date('2026-11-20T09:16:00Z');
const creation = () => JSON.parse(readSample('opsgenie-create'));

test('a creation keeps its alias, priority, tags, details and responders', () => {
  expect(readOpsgenieAlert(creation(), 'own', now)).toEqual({
    status: 'FIRING',
    key: 'replication/db-1',
    severity: 'HIGH',
    labels: {
      alertname: 'Replication of db-1 is behind',
      priority: 'P2',
      entity: 'db-1',
      source: 'replica-watch',
      tags: 'postgres,replica',
      region: 'eu-1',
    },
    annotations: {
      alias: 'replication/db-1',
      description: 'The replica is 340 seconds behind its primary.',
      responders: 'team:databases, user:mei@example.com',
      visible_to: 'team:4513b7ea-3b91-438f-b7e4-e3e54af9147c',
      actions: 'Restart',
      user: 'watcher',
      note: 'second time this week',
      log: 'line one\nline two',
    },
    startsAt: now,
    endsAt: null,
    generatorUrl: null,
    repaired: [],
  });
});

test.each([
  ['P1', 'CRITICAL'],
  ['P2', 'HIGH'],
  ['P3', 'MEDIUM'],
  ['P4', 'LOW'],
  ['P5', 'INFO'],
  [undefined, 'MEDIUM'],
])('priority %s is %s', (priority, severity) => {
  expect(readOpsgenieAlert({ message: 'x', priority }, 'own', now)).toMatchObject({ severity, key: 'own', labels: { priority: priority ?? 'P3' } });
});

test.each([
  ['no message', {}, '"message"'],
  ['a priority nobody knows', { message: 'x', priority: 'P6' }, '"priority"'],
  ['an alias that is too long', { message: 'x', alias: 'x'.repeat(513) }, '"alias"'],
])('%s is an unknown shape, and its field is named', (_, body, field) => {
  expect(() => readOpsgenieAlert(body, 'own', now)).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_SHAPE', message: expect.stringContaining(field) }),
  );
});

test('an action says who and what, or nothing', () => {
  expect(readOpsgenieAction(JSON.parse(readSample('opsgenie-close')))).toEqual({ by: 'Mei', note: 'Replica was restarted' });
  expect(readOpsgenieAction({})).toEqual({ by: null, note: null });
});
