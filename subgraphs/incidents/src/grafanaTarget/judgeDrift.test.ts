import type { RenderedRule } from '../managedRule/renderRuleFile.ts';
import { composeGroup, uidOf } from './composeRule.ts';
import { readGrafanaRules, type GrafanaRule } from './grafanaRule.ts';
import { judgeDrift } from './judgeDrift.ts';
import { planPush } from './planPush.ts';

const place = { folderUid: 'platform', datasourceUid: 'prom' };
const rule = (id: string, change: Partial<RenderedRule> = {}) => ({
  ...{ id, name: `Rule ${id}`, group: 'hosts', query: 'up == 0', forS: 300, keepFiringForS: 0, labels: { severity: 'page' }, annotations: {} },
  ...change,
});
/** What Grafana tells after it was given these rules. */
const told = (...rules: ReturnType<typeof rule>[]): GrafanaRule[] =>
  rules.flatMap((each) => readGrafanaRules((composeGroup(each.group, [each], place) as { rules: unknown[] }).rules) ?? []);
const foreign = (change: Partial<GrafanaRule> = {}): GrafanaRule => ({
  ...(told(rule('x'))[0] as GrafanaRule),
  uid: 'by-hand',
  name: 'By hand',
  ...change,
});
const states = (ours: ReturnType<typeof rule>[], theirs: GrafanaRule[]) =>
  judgeDrift(ours, theirs, place).map(({ name, state, isOwn }) => [name, state, isOwn]);

test('what was pushed is the same, however Grafana prints its durations', () => {
  const theirs = told(rule('a'), rule('b', { keepFiringForS: 90 }));
  expect(states([rule('a'), rule('b', { keepFiringForS: 90 })], theirs)).toEqual([
    ['Rule a', 'SAME', true],
    ['Rule b', 'SAME', true],
  ]);
  const go = readGrafanaRules([{ ...theirs[0], title: 'Rule a', folderUID: 'platform', ruleGroup: 'hosts', for: '5m0s', data: [] }]);
  expect(go?.[0]?.forS).toBe(300);
});

test('what differs is named, field by field', () => {
  const changed = { ...(told(rule('a'))[0] as GrafanaRule), query: 'up < 1', isPaused: true, forS: 60, labels: { severity: 'page', by: 'hand' } };
  expect(judgeDrift([rule('a')], [changed], place)[0]?.differences).toEqual([
    { field: 'query', ours: 'up == 0', theirs: 'up < 1' },
    { field: 'for', ours: '300', theirs: '60' },
    { field: 'paused', ours: 'false', theirs: 'true' },
    { field: 'labels.by', ours: '', theirs: 'hand' },
  ]);
});

test('what is missing, and what is there besides', () => {
  const theirs = [foreign(), foreign({ uid: 'elsewhere', folderUid: 'other' }), ...told(rule('gone'))];
  expect(states([rule('a')], theirs)).toEqual([
    ['By hand', 'EXTRA', false],
    ['Rule a', 'MISSING', true],
    ['Rule gone', 'EXTRA', true],
  ]);
});

describe('a push', () => {
  const plan = (ours: ReturnType<typeof rule>[], theirs: GrafanaRule[]) => planPush(judgeDrift(ours, theirs, place));

  test('puts only groups that differ', () => {
    const [same, other] = [rule('a', { group: 'one' }), rule('b', { group: 'two' })];
    expect(plan([same, other], told(same))).toEqual({ kind: 'push', groups: ['two'], remove: [] });
    expect(plan([same], told(same))).toEqual({ kind: 'push', groups: [], remove: [] });
  });

  test('takes away its own that are gone or moved, and nothing of others', () => {
    const theirs = [...told(rule('gone'), rule('a', { group: 'old' })), foreign({ group: 'elsewhere' })];
    expect(plan([rule('a', { group: 'new' })], theirs)).toEqual({
      kind: 'push',
      groups: ['new'],
      remove: [uidOf({ id: 'a' }), uidOf({ id: 'gone' })].sort().reverse(),
    });
  });

  test('is not made over a group in which others keep rules', () => {
    expect(plan([rule('a')], [foreign()])).toEqual({ kind: 'refused', reason: 'foreign_rules_in_group', groups: ['hosts'] });
  });
});

test('what Grafana evaluates fires for every series, whatever its value', () => {
  const { rules } = composeGroup('hosts', [rule('a')], place) as { rules: { condition: string; data: { refId: string; model: object }[] }[] };
  expect(rules[0]?.condition).toBe('C');
  expect(rules[0]?.data.map(({ refId, model }) => [refId, model])).toMatchObject([
    ['A', { expr: 'up == 0', instant: true }],
    ['B', { type: 'math', expression: 'is_number($A) || is_nan($A) || is_inf($A)' }],
    ['C', { type: 'threshold', expression: 'B', conditions: [{ evaluator: { type: 'gt', params: [0] } }] }],
  ]);
  expect(uidOf({ id: '01890a5d-ac96-774b-bcce-b302099a8057' })).toHaveLength(40);
});
