import { chooseOwner } from './chooseOwner.ts';
import { choosePriority } from './choosePriority.ts';
import { chooseSeverity } from './chooseSeverity.ts';
import { chooseSla } from './chooseSla.ts';

const staging = { name: 'env', op: '=', value: 'staging' } as const;

test('a route makes alerts worse or milder; the first rule that holds decides', () => {
  const rules = [
    { matchers: [staging], severity: 'INFO' as const },
    { matchers: [], severity: 'HIGH' as const },
  ];
  expect(chooseSeverity(rules, { severity: 'CRITICAL', labels: { env: 'staging' } })).toEqual({
    severity: 'INFO',
    reason: 'rule_of_route',
    facts: { rule: '{env="staging"}', alertSays: 'CRITICAL' },
  });
  expect(chooseSeverity(rules, { severity: 'CRITICAL', labels: {} }).severity).toBe('HIGH');
  expect(chooseSeverity([], { severity: 'LOW', labels: {} })).toMatchObject({ severity: 'LOW', reason: 'as_the_alert_says' });
});

test('priority is what the first rule says that fits, else as bad as the incident is', () => {
  const rules = [
    { severities: ['CRITICAL' as const], matchers: [staging], priority: 'P4' as const },
    { severities: ['CRITICAL' as const, 'HIGH' as const], matchers: [], priority: 'P2' as const },
  ];
  expect(choosePriority(rules, { severity: 'CRITICAL', labels: { env: 'staging' } }).priority).toBe('P4');
  expect(choosePriority(rules, { severity: 'CRITICAL', labels: {} })).toMatchObject({ priority: 'P2', reason: 'rule_of_route' });
  expect(choosePriority(rules, { severity: 'MEDIUM', labels: {} })).toMatchObject({ priority: 'P3', reason: 'by_severity' });
  expect(choosePriority([], { severity: 'INFO', labels: {} }).priority).toBe('P5');
});

test('the SLA is that of the severity; without a target there is no promise', () => {
  const targets = [{ severity: 'CRITICAL' as const, acknowledgeMinutes: 5, resolveMinutes: null }];
  expect(chooseSla(targets, 'CRITICAL')).toMatchObject({ acknowledgeMinutes: 5, resolveMinutes: null, reason: 'target_of_severity' });
  expect(chooseSla(targets, 'HIGH')).toMatchObject({ acknowledgeMinutes: null, reason: 'no_target' });
});

test('the team of the route comes before the team of the integration', () => {
  expect(chooseOwner('db', 'web')).toMatchObject({ ownerTeamId: 'db', reason: 'team_of_route' });
  expect(chooseOwner(null, 'web')).toMatchObject({ ownerTeamId: 'web', reason: 'team_of_integration' });
  expect(chooseOwner(null, null)).toMatchObject({ ownerTeamId: null, reason: 'nobody' });
});
