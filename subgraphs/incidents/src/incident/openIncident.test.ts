import { openIncident } from './openIncident.ts';

const now = new Date('2026-11-20T12:00:00Z');
const opening = {
  group: { key: 'k', labels: { alertname: 'Up' } },
  route: { id: 'r', name: 'default', groupBy: ['alertname'], groupWaitMs: 30_000, ownerTeamId: null },
  alerts: [{ name: 'Up', severity: 'HIGH', labels: { alertname: 'Up', job: 'api' }, annotations: {} }],
  previous: undefined,
  number: 7,
} as const;

test('a group that fires for the first time', () => {
  expect(openIncident({ ...opening, route: { ...opening.route, groupBy: ['alertname'] } }, 't', now)).toMatchObject({
    tenantId: 't',
    number: 7,
    title: 'Up',
    status: 'TRIGGERED',
    severity: 'HIGH',
    labels: { alertname: 'Up', job: 'api' },
    groupKey: 'k',
    reason: 'first_of_group',
    facts: { route: 'default', groupBy: ['alertname'], group: { alertname: 'Up' }, alerts: 1 },
    openedAt: now,
    flushAt: new Date('2026-11-20T12:00:30Z'),
    flushedAt: null,
  });
});

test('a group that fires again names the incident before', () => {
  const { reason, facts } = openIncident(
    { ...opening, route: { ...opening.route, groupBy: ['alertname'] }, previous: { id: 'p', number: 3 } },
    't',
    now,
  );
  expect(reason).toBe('group_fired_again');
  expect(facts).toMatchObject({ previous: { id: 'p', number: 3 } });
});
