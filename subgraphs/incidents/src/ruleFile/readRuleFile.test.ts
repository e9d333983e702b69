import { readRuleFile, type RuleFinding } from './readRuleFile.ts';

const found = (content: string) => readRuleFile(content, 'hosts.yml');
/** What a file with one rule of these lines says. */
const ofRule = (...lines: string[]) => found(`groups:\n  - name: g\n    rules:\n      - ${lines.join('\n        ')}\n`);

test('a rule is read with its templates as they are written, and with the labels of its group', () => {
  const content = `
groups:
  - name: hosts
    interval: 30s
    labels: { team: infra, severity: info }
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
      - alert: HostDown
        expr: |
          up{job="node"} == 0
        for: 5m
        keep_firing_for: 1m30s
        labels: { severity: page, tier: 1 }
        annotations: { summary: '{{ $labels.instance }} is down' }
`;
  expect(found(content)).toEqual({
    recordings: 1,
    findings: [],
    rules: [
      {
        file: 'hosts.yml',
        group: 'hosts',
        name: 'HostDown',
        query: 'up{job="node"} == 0',
        forS: 300,
        keepFiringForS: 90,
        labels: { team: 'infra', severity: 'page', tier: '1' },
        annotations: { summary: '{{ $labels.instance }} is down' },
        health: 'UNKNOWN',
        lastError: null,
        state: 'UNKNOWN',
        lastEvaluation: null,
      },
    ],
  });
});

test.each<[string[], Partial<RuleFinding>]>([
  [['alert: A', 'expr: up =='], { effect: 'LEFT_OUT', code: 'expression_broken', rule: 'A', detail: 'up ==⟨here⟩' }],
  [['alert: A', 'expr: sum(rate(x[5m]) by (job) > 1'], { code: 'expression_broken', detail: expect.stringContaining('⟨here⟩') }],
  [['alert: A', 'expr: up', 'for: 5 minutes'], { effect: 'LEFT_OUT', code: 'duration_not_understood', detail: 'for: 5 minutes' }],
  [['alert: A', 'expr: up', 'keep_firing_for: 90'], { code: 'duration_not_understood', detail: 'keep_firing_for: 90' }],
  [['alert: A', 'expr: up', 'labels: { "a b": c }'], { effect: 'LEFT_OUT', code: 'label_name_invalid', detail: 'a b' }],
  [['alert: A', 'expr: up', 'labels: [a]'], { effect: 'LEFT_OUT', code: 'rule_not_understood', rule: null }],
  [['expr: up'], { effect: 'LEFT_OUT', code: 'rule_not_understood', detail: expect.stringContaining('alert') }],
  [['alert: A', 'expr: up', 'severity: page'], { effect: 'IGNORED', code: 'unknown_field', detail: 'severity' }],
  [['alert: A', 'expr: up', 'for: 0'], {}],
])('%j', (lines, finding) => {
  const { rules, findings } = ofRule(...lines);
  expect(findings).toMatchObject(Object.keys(finding).length === 0 ? [] : [{ ...finding, line: 4, group: 'g' }]);
  expect(rules).toHaveLength(finding.effect === 'IGNORED' || findings.length === 0 ? 1 : 0);
});

test('each finding names its line; what stands around it is read all the same', () => {
  const { rules, findings } = found(`groups:
  - rules: []
  - name: a
    colour: red
    rules:
      - { alert: Same, expr: up }
      - { alert: Same, expr: up }
      - 7
  - name: b
    rules: [{ alert: Same, expr: up }]
`);
  expect(rules.map(({ group, name }) => `${group}/${name}`)).toEqual(['a/Same', 'b/Same']);
  expect(findings.map(({ line, code }) => `${line} ${code}`)).toEqual([
    '2 group_not_understood',
    '3 unknown_field',
    '7 duplicate_rule',
    '8 rule_not_understood',
  ]);
});

test.each([
  ['groups: [', 'not_yaml'],
  ['groups:\n\t- a', 'not_yaml'],
  ['groups: {}', 'no_groups'],
  ['just text', 'no_groups'],
  ['', 'no_groups'],
  [`a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(10)}]\nc: &c [${'*b,'.repeat(10)}]\ngroups: [${'*c,'.repeat(10)}]`, 'no_groups'],
])('%j is no rule file', (content, code) => {
  expect(found(content)).toMatchObject({ rules: [], findings: [{ effect: 'LEFT_OUT', code }] });
});
