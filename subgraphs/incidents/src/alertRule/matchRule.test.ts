import { type CandidateRule, matchRule, type RuledAlert } from './matchRule.ts';

const alert: RuledAlert = {
  labels: { alertname: 'DiskFull', severity: 'page', instance: 'db-1' },
  expression: null,
  generatorUrl: 'http://vmalert.prod:8880/vmalert/alert?group_id=1',
};
const rule = (id: string, change: Partial<CandidateRule> = {}): CandidateRule => ({
  id,
  query: 'disk_free < 10',
  labels: { severity: 'page' },
  url: null,
  ...change,
});
const other = { query: 'disk_free < 5' };
const prod = { url: 'http://vmalert.prod:8880' };

test.each<[string, Partial<RuledAlert>, CandidateRule[], string | null, string]>([
  ['no rule bears the name', {}, [], null, 'no_rule_of_this_name'],
  ['one does', {}, [rule('a')], 'a', 'only_rule'],
  ['a static label is missing', {}, [rule('a', { labels: { team: 'db' } })], null, 'labels_differ'],
  ['a static label has another value', {}, [rule('a', { labels: { severity: 'warning' } })], null, 'labels_differ'],
  ['a templated label is on it', {}, [rule('a', { labels: { instance: '{{ $labels.instance }}:9100' } })], 'a', 'only_rule'],
  ['a templated label is not on it', {}, [rule('a', { labels: { pod: '{{ $labels.pod }}' } })], null, 'labels_differ'],
  ['the labels leave one', {}, [rule('a', { labels: { severity: 'warning' }, ...other }), rule('b')], 'b', 'only_rule'],
  ['two say the same', {}, [rule('a'), rule('b')], 'a', 'same_query_everywhere'],
  ['two say the same, one at its server', {}, [rule('a'), rule('b', prod)], 'b', 'same_query_everywhere'],
  ['two differ and one is at its server', {}, [rule('a', other), rule('b', prod)], 'b', 'told_by_origin'],
  ['two differ at the same server', {}, [rule('a', { ...other, ...prod }), rule('b', prod)], null, 'ambiguous'],
  ['two differ and nothing tells', { generatorUrl: null }, [rule('a', other), rule('b', prod)], null, 'ambiguous'],
  ['a link that is none', { generatorUrl: 'console' }, [rule('a', other), rule('b', prod)], null, 'ambiguous'],
  ['its own expression tells', { expression: 'disk_free<5' }, [rule('a', other), rule('b')], 'a', 'same_expression'],
  ['its own expression is of no rule', { expression: 'disk_free < 1' }, [rule('a', other), rule('b')], null, 'expression_differs'],
])('%s', (_, change, candidates, expected, reason) => {
  const { rule: found, decision } = matchRule({ ...alert, ...change }, candidates);
  expect([found?.id ?? null, decision.reason]).toEqual([expected, reason]);
  expect(decision.facts['rules']).toBe(candidates.length);
});
