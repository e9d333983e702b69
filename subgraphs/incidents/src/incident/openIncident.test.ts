import { plantRoutes } from '../route/plantRoutes.ts';
import { routeDraft } from '../route/routeDraft.ts';
import { openIncident, type Opening } from './openIncident.ts';

const now = new Date('2026-11-20T12:00:00Z');
const root = plantRoutes(
  routeDraft.parse({
    name: 'default',
    groupBy: ['alertname'],
    sla: [{ severity: 'HIGH', acknowledgeMinutes: 15 }],
    children: [{ name: 'copies' }, { name: 'web' }],
  }),
);
const [copies, leaf] = root.children as [typeof root, typeof root];
const opening: Opening = {
  group: { key: 'k', labels: { alertname: 'Up' } },
  leaf,
  alerts: [
    {
      ...{ name: 'Up', severity: 'HIGH', labels: { alertname: 'Up', job: 'api' }, annotations: {} },
      decision: { severity: 'HIGH', reason: 'rule_of_route', facts: { rule: '{}', alertSays: 'LOW' } },
      also: [copies],
    },
  ],
  owner: { ownerTeamId: 'team', reason: 'team_of_integration', facts: {} },
  previous: undefined,
  number: 7,
};

test('a group that fires for the first time', () => {
  expect(openIncident(opening, 't', now)).toMatchObject({
    tenantId: 't',
    number: 7,
    title: 'Up',
    status: 'TRIGGERED',
    severity: 'HIGH',
    labels: { alertname: 'Up', job: 'api' },
    groupKey: 'k',
    reason: 'first_of_group',
    facts: {
      ...{ route: 'web', routePath: ['default', 'web'], groupBy: ['alertname'], group: { alertname: 'Up' }, alerts: 1 },
      alsoMatched: [{ id: copies.id, path: ['default', 'copies'], ownerTeamId: null }],
      owner: { ownerTeamId: 'team', reason: 'team_of_integration' },
      severity: { severity: 'HIGH', reason: 'rule_of_route', facts: { alertSays: 'LOW' } },
      priority: { priority: 'P2', reason: 'by_severity' },
      sla: { acknowledgeMinutes: 15, resolveMinutes: null, reason: 'target_of_severity' },
    },
    priority: 'P2',
    ownerTeamId: 'team',
    openedAt: now,
    flushAt: new Date('2026-11-20T12:00:30Z'),
    flushedAt: null,
  });
});

test('a group that fires again names the incident before', () => {
  const { reason, facts } = openIncident({ ...opening, previous: { id: 'p', number: 3 } }, 't', now);
  expect(reason).toBe('group_fired_again');
  expect(facts).toMatchObject({ previous: { id: 'p', number: 3 } });
});
