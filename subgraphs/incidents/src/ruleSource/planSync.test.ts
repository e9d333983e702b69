import { planSync, type StoredRule } from './planSync.ts';
import { digestOf, type SourceRule } from './sourceRule.ts';

const told = (change: Partial<SourceRule> = {}): SourceRule => ({
  ...{ file: 'f', group: 'g', name: 'Down', query: 'up == 0', forS: 0, keepFiringForS: 0, labels: { a: '1', b: '2' }, annotations: {} },
  ...{ health: 'OK', lastError: null, state: 'INACTIVE', lastEvaluation: null },
  ...change,
});
const stored = (id: string, change: Partial<SourceRule> = {}, isGone = false): StoredRule => {
  const { file, group, name, ...rule } = told(change);
  return { id, file, group, name, digest: digestOf(rule), isGone };
};
const plan = (rules: SourceRule[], known: StoredRule[]) => {
  let ids = 0;
  const { kept, appeared, gone } = planSync(rules, known, () => `new-${(ids += 1)}`);
  return { kept: kept.map(({ id }) => id), appeared: [...appeared], gone: gone.map(({ id }) => id) };
};

test.each<[string, SourceRule[], StoredRule[], ReturnType<typeof plan>]>([
  ['nothing', [], [], { kept: [], appeared: [], gone: [] }],
  ['a new rule', [told()], [], { kept: ['new-1'], appeared: ['new-1'], gone: [] }],
  ['a known one, whatever its state', [told({ state: 'FIRING', forS: 60 })], [stored('a')], { kept: ['a'], appeared: [], gone: [] }],
  ['the same labels in another order', [told({ labels: { b: '2', a: '1' } })], [stored('a')], { kept: ['a'], appeared: [], gone: [] }],
  ['another query', [told({ query: 'up < 1' })], [stored('a')], { kept: ['new-1'], appeared: ['new-1'], gone: ['a'] }],
  ['another label', [told({ labels: { a: '1' } })], [stored('a')], { kept: ['new-1'], appeared: ['new-1'], gone: ['a'] }],
  ['another group', [told({ group: 'h' })], [stored('a')], { kept: ['new-1'], appeared: ['new-1'], gone: ['a'] }],
  ['one that left', [], [stored('a'), stored('b', { name: 'Up' }, true)], { kept: [], appeared: [], gone: ['a'] }],
  ['one that came back', [told()], [stored('a', {}, true)], { kept: ['a'], appeared: ['a'], gone: [] }],
  ['one twice', [told(), told({ state: 'FIRING' })], [], { kept: ['new-1'], appeared: ['new-1'], gone: [] }],
])('%s', (_, rules, known, expected) => {
  expect(plan(rules, known)).toEqual(expected);
});
