import type { IncidentFacts } from '#contracts/events';
import { judgeMatchers } from './judgeMatchers.ts';

const incident: IncidentFacts = {
  id: '018f0000-0000-7000-8000-000000000000',
  number: 7,
  title: 'Disk is full',
  status: 'TRIGGERED',
  severity: 'CRITICAL',
  labels: { alertname: 'DiskFull', team: 'storage', empty: '' },
  openedAt: '2026-01-31T12:00:00.000Z',
  acknowledgedAt: null,
  resolvedAt: null,
};

test.each([
  ['alertname', '=', 'DiskFull', true],
  ['alertname', '=', 'Disk', false],
  ['alertname', '!=', 'Other', true],
  ['alertname', '!=', 'DiskFull', false],
  ['alertname', '=~', 'Disk.*', true],
  ['alertname', '=~', 'Disk', false],
  ['alertname', '=~', 'Full|Disk', false],
  ['alertname', '=~', 'Other|DiskFull', true],
  ['alertname', '=~', '(?i)diskfull', true],
  ['alertname', '!~', 'Disk', true],
  ['alertname', '!~', 'Disk.*', false],
  ['missing', '=', '', true],
  ['missing', '!=', '', false],
  ['missing', '=~', '.*', true],
  ['missing', '=~', '.+', false],
  ['missing', '!~', '.+', true],
  ['empty', '=', '', true],
  ['toString', '=', '', true],
  ['incident.severity', '=', 'CRITICAL', true],
  ['incident.title', '=~', 'Disk .*', true],
  ['incident.number', '=', '7', true],
] as const)('%s %s %j: %s', (name, op, value, matched) => {
  expect(judgeMatchers([{ name, op, value }], incident).matched).toBe(matched);
});

test('no matcher matches all; several must all hold, and the first that does not is the reason', () => {
  expect(judgeMatchers([], incident)).toEqual({ matched: true, reason: 'matched', facts: { matchers: [] } });
  const holds = { name: 'alertname', op: '=', value: 'DiskFull' } as const;
  const fails = { name: 'team', op: '=', value: 'payments' } as const;
  expect(judgeMatchers([holds], incident)).toEqual({ matched: true, reason: 'matched', facts: { matchers: [{ ...holds, actual: 'DiskFull' }] } });
  expect(judgeMatchers([holds, fails, holds], incident)).toEqual({
    matched: false,
    reason: 'not_matched',
    facts: { matcher: fails, actual: 'storage' },
  });
});

test.each([['['], ['(?=look)ahead'], ['\\1'], ['(((a{100}){100}){100}){100}']])('the regular expression %s is invalid, also negated', (value) => {
  for (const op of ['=~', '!~'] as const)
    expect(judgeMatchers([{ name: 'team', op, value }], incident)).toMatchObject({ matched: false, reason: 'invalid_matcher' });
});

test('an expression that would hold up a backtracking engine takes no time', () => {
  const began = performance.now();
  const long = { ...incident, labels: { team: `${'a'.repeat(5_000)}!` } };
  expect(judgeMatchers([{ name: 'team', op: '=~', value: '(a+)+' }], long).matched).toBe(false);
  expect(performance.now() - began).toBeLessThan(1_000);
});
