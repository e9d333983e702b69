import { findUnheld, type Matcher, valueOf } from '#contracts/matcher';
import fc from 'fast-check';
import { armInhibition, type Inhibition, type Source } from './findInhibiting.ts';

const matcher = (name: string, value: string, op: Matcher['op'] = '='): Matcher => ({ name, op, value });
const rule = (change: Partial<Inhibition> = {}): Inhibition => ({
  ...{
    id: 'r',
    name: 'critical over warning',
    sourceMatchers: [matcher('severity', 'critical')],
    targetMatchers: [matcher('severity', 'warning')],
    equal: ['cluster'],
  },
  ...change,
});
const alert = (id: string, labels: Record<string, string>): Source => ({ id, name: labels['alertname'] ?? id, labels });
const sourcesOf = (rules: Inhibition[], firing: Source[], target: Source) =>
  armInhibition(rules, firing)
    .findInhibiting(target)
    .map(({ rule: { id }, source }) => `${id} ${source.id}`);

test('a source inhibits the targets that have its values of `equal`, a missing label being empty', () => {
  const firing = [alert('s', { severity: 'critical', cluster: 'eu' }), alert('n', { severity: 'critical' })];
  expect(sourcesOf([rule()], firing, alert('t', { severity: 'warning', cluster: 'eu' }))).toEqual(['r s']);
  expect(sourcesOf([rule()], firing, alert('t', { severity: 'warning', cluster: 'us' }))).toEqual([]);
  expect(sourcesOf([rule()], firing, alert('t', { severity: 'warning' }))).toEqual(['r n']);
  expect(sourcesOf([rule()], firing, alert('t', { severity: 'warning', cluster: '' }))).toEqual(['r n']);
  expect(sourcesOf([rule()], firing, alert('t', { severity: 'info', cluster: 'eu' }))).toEqual([]);
  expect(sourcesOf([rule({ equal: [] })], firing, alert('t', { severity: 'warning', cluster: 'us' }))).toEqual(['r n']);
});

test('an alert on both sides inhibits neither itself nor its like, and is inhibited by one that is a source only', () => {
  const both = rule({ sourceMatchers: [matcher('severity', 'critical|warning', '=~')], equal: [] });
  const [one, other] = [alert('a', { severity: 'warning' }), alert('b', { severity: 'warning' })];
  expect(sourcesOf([both], [one], one)).toEqual([]);
  expect(sourcesOf([both], [one, other], one)).toEqual([]);
  expect(sourcesOf([both], [one, other, alert('c', { severity: 'critical' })], one)).toEqual(['r c']);
});

/** What Alertmanager's documentation says, word for word and without a thought for speed. */
function isInhibited(rules: readonly Inhibition[], firing: readonly Source[], target: Source): boolean {
  const meets = (matchers: readonly Matcher[], { labels }: Source) => findUnheld(matchers, labels) === undefined;
  return rules.some(
    (each) =>
      meets(each.targetMatchers, target) &&
      firing.some(
        (source) =>
          meets(each.sourceMatchers, source) &&
          each.equal.every((name) => valueOf(source.labels, name) === valueOf(target.labels, name)) &&
          !(meets(each.sourceMatchers, target) && meets(each.targetMatchers, source)),
      ),
  );
}

const name = fc.constantFrom('a', 'b', 'c');
const value = fc.constantFrom('', 'x', 'y');
const someMatchers = fc.array(
  fc.record({ name, op: fc.constantFrom<Matcher['op']>('=', '!=', '=~', '!~'), value: fc.constantFrom('', 'x', 'y', 'x|y', '.+') }),
  {
    minLength: 1,
    maxLength: 3,
  },
);
const someRule = fc.record({ sourceMatchers: someMatchers, targetMatchers: someMatchers, equal: fc.uniqueArray(name) });
const someAlert = fc.dictionary(name, value);

test('it decides as the documentation says, whatever the order of rules and alerts', () => {
  fc.assert(
    fc.property(fc.array(someRule, { maxLength: 3 }), fc.array(someAlert, { maxLength: 6 }), (drafts, labels) => {
      const rules = drafts.map((draft, at) => ({ id: `r${at}`, name: `r${at}`, ...draft }));
      const firing = labels.map((each, at) => alert(`a${at}`, each));
      const [there, back] = [armInhibition(rules, firing), armInhibition(rules.toReversed(), firing.toReversed())];
      for (const target of firing) {
        const found = there.findInhibiting(target);
        expect(found.length > 0).toBe(isInhibited(rules, firing, target));
        const names = (pairs: typeof found) => pairs.map(({ rule: { id }, source }) => `${id} ${source.id}`).sort();
        expect(names(back.findInhibiting(target))).toEqual(names(found));
      }
    }),
    { numRuns: 500 },
  );
});
