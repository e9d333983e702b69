import { readRuleFile } from '../ruleFile/readRuleFile.ts';
import { renderRuleFile } from './renderRuleFile.ts';
import { readRuleDraft, type RuleInput } from './ruleDraft.ts';

const own: RuleInput = { name: 'Down', group: 'hosts', query: ' up == 0 ' };

test('a rule by hand needs its name, its group and its query; the rest is as Prometheus has it', () => {
  expect(readRuleDraft(own)).toEqual({
    ...{ name: 'Down', group: 'hosts', query: 'up == 0', for: 0, keepFiringFor: 0, labels: {}, annotations: {}, enabled: true },
    ...{ template: null, parameters: null },
  });
});

test('what is given beside a template differs from what the template makes', () => {
  const draft = readRuleDraft({
    template: 'host_down',
    name: 'NodeGone',
    for: '90s',
    labels: { severity: 'page', team: 'infra' },
    annotations: { summary: 'x' },
  });
  expect(draft).toMatchObject({ name: 'NodeGone', group: 'scraping', for: 90, labels: { severity: 'page', team: 'infra' } });
  expect(draft.annotations).toEqual({ summary: 'x', description: expect.any(String) });
  expect(draft.parameters).toEqual({ selector: '', for: '5m', severity: 'critical' });
});

test.each<[RuleInput, RegExp]>([
  [{}, /name: .*group: .*query: /s],
  [{ ...own, name: ' ' }, /name/],
  [{ ...own, name: 'a\nb' }, /one line/],
  [{ ...own, query: 'up ==' }, /query: is no PromQL.*character 6/],
  [{ ...own, query: '' }, /query: must be a PromQL/],
  [{ ...own, for: 'soon' }, /for: must be a duration/],
  [{ ...own, labels: { 'a b': 'c' } }, /labels/],
  [{ ...own, labels: { alertname: 'x' } }, /alertname is the name/],
  [{ ...own, annotations: { summary: 'a\0' } }, /annotations/],
  [{ template: 'host_down', query: 'up' }, /leave the template out/],
  [{ template: 'host_down', parameters: 7 }, /parameters/],
])('%j is refused', (input, words) => {
  expect(() => readRuleDraft(input)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringMatching(words) }));
});

test('a file is the same for the same rules, and is read back as what it was', () => {
  const rule = (name: string, group: string) => ({
    ...{ name, group, query: 'rate(x{a=~"b: #|c"}[5m]) > 0.1 and on (job) up', forS: 5_400, keepFiringForS: 0.5 },
    ...{ labels: { severity: 'page', b: '1', yes: 'true' }, annotations: { summary: '{{ $labels.x }}: "ü" 磁碟\nline', a: "it's" } },
  });
  const rules = [rule('B', 'two'), rule('A', 'two'), rule('C', 'one: "x"')];
  const file = renderRuleFile(rules);
  expect(renderRuleFile(rules.toReversed())).toBe(file);
  const read = readRuleFile(file, '');
  expect(read.findings).toEqual([]);
  expect(read.rules).toMatchObject([rules[2], rules[1], rules[0]]);
  expect(renderRuleFile([])).toContain('groups: []');
});
