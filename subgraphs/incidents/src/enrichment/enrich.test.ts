import fc from 'fast-check';
import { compileRule, compileSavedRule } from './compileRule.ts';
import { enrich, type Enrichable } from './enrich.ts';
import { enrichmentRule, type EnrichmentRule } from './enrichmentRule.ts';
import { undoSteps } from './undoSteps.ts';

const tableId = '0197a1f0-0000-7000-8000-000000000001';
const tables = new Map([
  [
    tableId,
    {
      id: tableId,
      name: 'services',
      columns: ['service', 'team', 'tier'],
      rows: [
        ['checkout', 'payments', '1'],
        ['api-*', 'platform', ''],
      ],
    },
  ],
]);

let made = 0;
function rule(action: Record<string, unknown>, more: Record<string, unknown> = {}): EnrichmentRule {
  const id = `0197a1f0-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`;
  return { ...enrichmentRule.parse({ name: `rule ${made}`, action, ...more }), id };
}
const compile = (...rules: EnrichmentRule[]) => rules.map((each) => compileRule(each, tables));
const alert = (labels: Record<string, string>, more: Partial<Enrichable> = {}): Enrichable => ({
  ...{ status: 'FIRING', annotations: {}, severity: null, ownerTeamId: null, priority: null },
  ...more,
  labels,
});
const origin = { integrationId: null, source: 'PROMETHEUS' as const };
const after = (subject: Enrichable, ...rules: EnrichmentRule[]) => enrich(subject, compile(...rules), origin, true);

test('named groups of a pattern become labels', () => {
  const extract = rule({ kind: 'extract', from: 'annotation', name: 'summary', pattern: 'pod (?P<pod>[a-z]+)-(?P<number>\\d+)' });
  const subject = alert({ alertname: 'Down' }, { annotations: { summary: 'the pod web-12 is gone' } });
  expect(after(subject, extract)).toMatchObject({
    alert: { labels: { alertname: 'Down', pod: 'web', number: '12' } },
    steps: [{ reason: 'applied', labels: { pod: [null, 'web'], number: [null, '12'] } }],
  });
  expect(after(alert({}), extract).steps).toMatchObject([{ reason: 'pattern_not_found' }]);
});

test('a row of a table gives labels; empty cells and missing rows give none', () => {
  const lookUp = rule({
    ...{ kind: 'look_up', tableId },
    keys: [{ column: 'service', label: 'job' }],
    values: [
      { column: 'team', label: 'team' },
      { column: 'tier', label: 'tier' },
    ],
  });
  expect(after(alert({ job: 'checkout' }), lookUp).alert.labels).toEqual({ job: 'checkout', team: 'payments', tier: '1' });
  expect(after(alert({ job: 'api-eu', tier: '3' }), lookUp)).toMatchObject({
    alert: { labels: { job: 'api-eu', team: 'platform', tier: '3' } },
    steps: [{ facts: { table: 'services', row: 2 } }],
  });
  expect(after(alert({ job: 'else' }), lookUp).steps).toMatchObject([{ reason: 'not_in_table', facts: { asked: { service: 'else' } } }]);
});

test('labels, severity, owner and priority are set by constants and expressions', () => {
  const team = '0197a1f0-0000-7000-8000-00000000000a';
  const { alert: made } = after(
    alert({ env: 'prod' }),
    rule({ kind: 'set', target: 'label', name: 'site', expression: 'labels.env + "-eu"' }),
    rule({ kind: 'set', target: 'severity', expression: 'labels.site == "prod-eu" ? "critical" : "low"' }),
    rule({ kind: 'set', target: 'owner_team', value: team }),
    rule({ kind: 'set', target: 'priority', value: 'P2' }),
    rule({ kind: 'compute', expression: '{"a": 1, "b": labels.env, "env": ""}' }),
  );
  expect(made).toEqual({ ...alert({ site: 'prod-eu', a: '1', b: 'prod' }), severity: 'CRITICAL', ownerTeamId: team, priority: 'P2' });
});

test('labels are renamed and taken away', () => {
  const rules = [rule({ kind: 'rename_label', from: 'svc', to: 'service' }), rule({ kind: 'drop_labels', names: ['pod', 'none'] })];
  expect(after(alert({ svc: 'a', pod: 'b' }), ...rules)).toMatchObject({
    alert: { labels: { service: 'a' } },
    steps: [{ reason: 'applied' }, { reason: 'applied' }],
  });
  expect(after(alert({ service: 'a' }), ...rules).steps).toMatchObject([{ reason: 'changed_nothing' }, { reason: 'changed_nothing' }]);
});

test('a label that is there already stays where the rule says so', () => {
  const compute = (keepsExisting: boolean) => rule({ kind: 'compute', expression: '{"team": "db"}', keepsExisting });
  expect(after(alert({ team: 'web' }), compute(true)).alert.labels).toEqual({ team: 'web' });
  expect(after(alert({ team: 'web' }), compute(false)).alert.labels).toEqual({ team: 'db' });
});

test('why a rule was not for an alert is told', () => {
  const action = { kind: 'drop_labels', names: ['a'] };
  const integrationId = '0197a1f0-0000-7000-8000-00000000000b';
  const { steps } = after(
    alert({ a: '1', env: 'test' }),
    rule(action, { enabled: false }),
    rule(action, { integrationId }),
    rule(action, { matchers: ['env=prod'] }),
    rule(action, { condition: 'labels.env == "prod"' }),
    rule(action, { condition: 'source == "PROMETHEUS" && severity == "MEDIUM"' }),
  );
  expect(steps.map(({ reason }) => reason)).toEqual([
    'switched_off',
    'other_integration',
    'matcher_did_not_hold',
    'condition_did_not_hold',
    'applied',
  ]);
});

test('a rule that fails is left out with its reason; the alert and the rules after it go on', () => {
  const gone = { ...rule({ kind: 'look_up', tableId, keys: [{ column: 'service', label: 'job' }], values: [{ column: 'team', label: 'team' }] }) };
  const rules = [
    rule({ kind: 'set', target: 'label', name: 'x', expression: 'labels.missing' }),
    rule({ kind: 'compute', expression: '"no map"' }),
    rule({ kind: 'drop_labels', names: ['a'] }, { condition: '"neither"' }),
    gone,
    rule({ kind: 'set', target: 'label', name: 'last', value: 'yes' }),
  ].map((each) => compileSavedRule(each, new Map()));
  const { alert: made, steps } = enrich(alert({ a: '1' }), rules, origin);
  expect(made.labels).toEqual({ a: '1', last: 'yes' });
  expect(steps.map(({ reason }) => reason)).toEqual(['failed', 'failed', 'failed', 'failed', 'applied']);
  expect(steps[3]?.facts).toEqual({ message: expect.stringMatching(/no look-up table/) });
});

test('a dropped alert is told by the rule, and later rules leave it alone', () => {
  const drop = rule({ kind: 'drop_alert' }, { matchers: ['env=test'] });
  const { droppedBy, steps } = after(alert({ env: 'test' }), drop, rule({ kind: 'drop_labels', names: ['env'] }));
  expect(droppedBy).toEqual({ ruleId: drop.id, rule: drop.name });
  expect(steps.map(({ reason }) => reason)).toEqual(['dropped_by_rule', 'alert_was_dropped']);
});

test('what PostgreSQL cannot hold does not get into a label', () => {
  expect(after(alert({}), rule({ kind: 'set', target: 'label', name: 'x', value: 'a\0b' })).alert.labels).toEqual({ x: 'a\u{FFFD}b' });
});

const words = fc.constantFrom('a', 'b', 'c', 'd');
const labels = fc.dictionary(words, fc.constantFrom('1', '2', 'a-1', 'checkout'), { noNullPrototype: true });
const actions = fc.oneof(
  fc.record({ kind: fc.constant('drop_labels'), names: fc.array(words, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('rename_label'), from: words, to: words }),
  fc.record({ kind: fc.constant('set'), target: fc.constant('label'), name: words, value: fc.constantFrom('', '1', 'x') }),
  fc.record({ kind: fc.constant('set'), target: fc.constant('severity'), value: fc.constantFrom('CRITICAL', 'LOW') }),
  fc.record({ kind: fc.constant('extract'), from: fc.constant('label'), name: words, pattern: fc.constant('(?P<a>\\w)-(?P<d>\\d)') }),
  fc.record({ kind: fc.constant('compute'), expression: fc.constantFrom('{"a": "9"}', 'labels.a', '{"b": labels.c}') }),
);

test('the same alert always becomes the same, and its steps lead back to what it was', () => {
  fc.assert(
    fc.property(labels, fc.array(actions, { maxLength: 8 }), (given, list) => {
      const rules = compile(...list.map((action) => rule(action)));
      const once = enrich(alert(given), rules, origin);
      expect(enrich(alert(given), rules, origin)).toEqual(once);
      expect(undoSteps(once.alert.labels, once.steps).labels).toEqual(given);
    }),
  );
});
