import { diffRules } from './diffRules';
import type { DraftRule } from './draft';

const rule = (key: string, more: Partial<DraftRule> = {}): DraftRule => ({
  key,
  name: key.toUpperCase(),
  action: { kind: 'SET', target: 'LABEL', name: 'team', value: 'db' },
  ...more,
});

it('finds nothing where only the spelling differs', () => {
  const spelt = rule('a', {
    enabled: true,
    matchers: [],
    condition: null,
    integrationId: null,
    action: { ...rule('a').action, expression: null, keepsExisting: false },
  });
  expect(diffRules([rule('a')], [spelt])).toEqual([]);
});

it('tells an empty text from none, since an empty label is removed', () => {
  const emptied = rule('a', { action: { ...rule('a').action, value: '' } });
  const [found] = diffRules([rule('a', { action: { ...rule('a').action, value: null } })], [emptied]);
  expect(found?.fields).toEqual(['action.value']);
});

it('names what was added, removed, changed and by which fields', () => {
  const changed = rule('b', { condition: 'true', action: { ...rule('b').action, value: 'web' } });
  expect(diffRules([rule('a'), rule('b')], [changed, rule('c')])).toEqual([
    { kind: 'changed', key: 'b', name: 'B', fields: ['condition', 'action.value'] },
    { kind: 'added', key: 'c', name: 'C', fields: [] },
    { kind: 'removed', key: 'a', name: 'A', fields: [] },
  ]);
});

it('names the kind alone where the action is another', () => {
  const [found] = diffRules([rule('a')], [rule('a', { action: { kind: 'DROP_ALERT' } })]);
  expect(found?.fields).toEqual(['action.kind']);
});

it.each([
  ['abc', 'cab', ['c']],
  ['abc', 'bca', ['a']],
  ['abcd', 'bacd', 1],
  ['abc', 'bc', []],
  ['abc', 'axbc', []],
  ['abcde', 'edcba', 4],
])('%s to %s: only what left its place has moved', (before, after, moved) => {
  const rules = (keys: string) => [...keys].map((key) => rule(key));
  const found = diffRules(rules(before), rules(after)).filter(({ kind }) => kind === 'moved');
  if (typeof moved === 'number') {
    expect(found).toHaveLength(moved);
  } else {
    expect(found.map(({ key }) => key)).toEqual(moved);
  }
});
