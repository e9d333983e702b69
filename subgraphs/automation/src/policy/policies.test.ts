import { playbookPolicies } from '../playbook/definition.ts';
import { findBlackout } from './findBlackout.ts';
import { judgePolicies, type PolicyFacts } from './judgePolicies.ts';

const now = new Date('2026-01-05T12:00:00Z');
const facts = (change: Partial<PolicyFacts> = {}): PolicyFacts => ({
  now,
  resources: ['db-1'],
  going: 0,
  startedLately: 0,
  lastEndedAt: null,
  ...change,
});
const judge = (policies: object, change: Partial<PolicyFacts> = {}) =>
  judgePolicies(playbookPolicies.parse(policies), facts(change)).map(({ policy, verdict, reason }) => [policy, verdict, reason]);

test('without policies nothing is said', () => expect(judge({})).toEqual([]));

test.each([
  [{ concurrency: { most: 2, per: 'playbook', then: 'wait' } }, { going: 1 }, ['concurrency', 'passed', 'within_concurrency']],
  [{ concurrency: { most: 2, per: 'playbook', then: 'wait' } }, { going: 2 }, ['concurrency', 'held', 'concurrency_reached']],
  [{ concurrency: { most: 2, per: 'resource', then: 'skip' } }, { going: 2 }, ['concurrency', 'refused', 'concurrency_reached']],
  [{ rate: { most: 3, minutes: 60 } }, { startedLately: 2 }, ['rate', 'passed', 'within_rate']],
  [{ rate: { most: 3, minutes: 60 } }, { startedLately: 3 }, ['rate', 'refused', 'rate_reached']],
  [{ cooldownMinutes: 10 }, { lastEndedAt: new Date(now.getTime() - 600_000) }, ['cooldown', 'passed', 'cooled_down']],
  [{ cooldownMinutes: 10 }, { lastEndedAt: new Date(now.getTime() - 599_000) }, ['cooldown', 'refused', 'cooling_down']],
  [{ cooldownMinutes: 10 }, {}, ['cooldown', 'passed', 'cooled_down']],
] as const)('%j on %j: %s', (policies, change, said) => expect(judge(policies, change)).toEqual([said]));

test('each says its word, also where another has refused', () => {
  expect(
    judge({ rate: { most: 1, minutes: 1 }, cooldownMinutes: 1, concurrency: { most: 1, per: 'playbook', then: 'wait' } }, { startedLately: 1 }),
  ).toEqual([
    ['rate', 'refused', 'rate_reached'],
    ['cooldown', 'passed', 'cooled_down'],
    ['concurrency', 'passed', 'within_concurrency'],
  ]);
});

// 2026-01-05 is a Monday; Taipei is eight hours ahead.
test.each([
  ['in the hours', '2026-01-05T01:00:00Z', { days: [1], from: '09:00', to: '17:00' }, true],
  ['the first minute', '2026-01-05T01:00:00Z', { days: [1], from: '09:00', to: '09:01' }, true],
  ['the first moment after', '2026-01-05T09:00:00Z', { days: [1], from: '09:00', to: '17:00' }, false],
  ['another day', '2026-01-06T01:00:00Z', { days: [1], from: '09:00', to: '17:00' }, false],
  ['a night, before midnight', '2026-01-05T15:30:00Z', { days: [1], from: '22:00', to: '06:00' }, true],
  ['the same night, after midnight', '2026-01-05T17:00:00Z', { days: [1], from: '22:00', to: '06:00' }, true],
  ['the night before, which does not count', '2026-01-04T17:00:00Z', { days: [1], from: '22:00', to: '06:00' }, false],
  ['a whole day', '2026-01-05T04:00:00Z', { days: [1], from: '00:00', to: '00:00' }, true],
  ['the end of a whole Sunday', '2026-01-11T15:59:00Z', { days: [7], from: '00:00', to: '00:00' }, true],
])('a blackout, %s', (_, moment, blackout, isIn) => {
  expect(findBlackout([{ ...blackout, zone: 'Asia/Taipei' }], new Date(moment)) !== null).toBe(isIn);
});
