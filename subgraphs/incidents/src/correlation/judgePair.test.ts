import type { LiveRule } from './correlationRule.ts';
import { readCorrelationDraft } from './correlationRule.ts';
import { judgePair, type Pair } from './judgePair.ts';

const minute = 60_000;
const rule = (change: Partial<LiveRule> = {}): LiveRule => ({
  id: 'r',
  ...readCorrelationDraft({ name: 'Same service', windowMinutes: 15, labels: ['service'], mostHops: 2, mode: 'SUGGEST' }),
  ...change,
});
const pair = (change: Partial<Pair> = {}): Pair => ({
  older: { labels: { service: 'checkout', tier: 'db' }, openedAt: 0, joinedAt: null },
  younger: { labels: { service: 'checkout', tier: 'web' }, openedAt: 10 * minute },
  sharesViewers: true,
  memory: null,
  lineage: { kind: 'NEAR', hops: 2 },
  ...change,
});
const reasonOf = (...args: Parameters<typeof judgePair>) => judgePair(...args).reason;

test('holds when window, labels and lineage do, and says what the two share', () => {
  expect(judgePair(rule(), pair())).toEqual({
    reason: 'matched',
    facts: { gapSeconds: 600, labels: [{ name: 'service', value: 'checkout' }], hops: 2 },
  });
});

test('the window is counted from the alert that last joined the older, and its end is inside', () => {
  const late = { labels: { service: 'checkout' }, openedAt: 60 * minute };
  expect(judgePair(rule(), pair({ younger: late }))).toEqual({ reason: 'outside_window', facts: { gapSeconds: 3_600, windowMinutes: 15 } });
  const joined = (joinedAt: number) => pair({ younger: late, older: { ...pair().older, joinedAt } });
  expect(reasonOf(rule(), joined(45 * minute))).toBe('matched');
  expect(reasonOf(rule(), joined(45 * minute - 1_000))).toBe('outside_window');
});

test.each<[string, Record<string, string>, string, object]>([
  ['another value', { service: 'cart' }, 'label_differs', { label: 'service', values: ['checkout', 'cart'] }],
  ['no such label', { tier: 'web' }, 'label_missing', { label: 'service' }],
  ['an empty label', { service: '' }, 'label_missing', { label: 'service' }],
])('%s shares nothing', (_, labels, reason, facts) => {
  expect(judgePair(rule(), pair({ younger: { labels, openedAt: 0 } }))).toEqual({ reason, facts });
});

test('a name that every object has is no label', () => {
  expect(reasonOf(rule({ labels: ['constructor'] }), pair())).toBe('label_missing');
});

test.each<[Pair['lineage'], string]>([
  [{ kind: 'UNKNOWN' }, 'no_resources'],
  [{ kind: 'APART', truncated: false }, 'no_path'],
  [{ kind: 'APART', truncated: true }, 'search_cut'],
  [{ kind: 'NEAR', hops: 3 }, 'too_far'],
  [{ kind: 'NEAR', hops: 0 }, 'matched'],
])('of a lineage that is %o: %s', (lineage, reason) => {
  expect(reasonOf(rule(), pair({ lineage }))).toBe(reason);
  expect(reasonOf(rule({ mostHops: null }), pair({ lineage }))).toBe('matched');
});

test('0 hops means the same resource', () => {
  expect(reasonOf(rule({ mostHops: 0 }), pair({ lineage: { kind: 'NEAR', hops: 1 } }))).toBe('too_far');
});

test('both must meet the matchers', () => {
  const database = rule({ matchers: [{ name: 'tier', op: '=', value: 'db' }] });
  expect(judgePair(database, pair())).toEqual({ reason: 'matchers_differ', facts: { matcher: 'tier="db"' } });
  expect(reasonOf(rule({ matchers: [{ name: 'tier', op: '=~', value: 'db|web' }] }), pair())).toBe('matched');
});

test('what was said before, and who may see them, comes before everything', () => {
  expect(reasonOf(rule(), pair({ memory: 'DISMISSED' }))).toBe('dismissed_before');
  expect(reasonOf(rule(), pair({ memory: 'UNDONE' }))).toBe('undone_before');
  expect(reasonOf(rule(), pair({ memory: 'SPLIT' }))).toBe('split_before');
  expect(judgePair(rule(), pair({ sharesViewers: false, memory: 'UNDONE' }))).toEqual({ reason: 'viewers_differ', facts: {} });
});

describe('a draft', () => {
  const draft = { name: 'x', windowMinutes: 15, mode: 'MERGE' as const };
  const refused = (change: object) => () => readCorrelationDraft({ ...draft, labels: ['a'], ...change });
  test('that would join everything is refused', () => {
    expect(() => readCorrelationDraft(draft)).toThrow(/join everything/);
    expect(() => readCorrelationDraft({ ...draft, labels: [], mostHops: null })).toThrow(/join everything/);
    expect(readCorrelationDraft({ ...draft, mostHops: 0 })).toMatchObject({ labels: [], mostHops: 0, enabled: true, mostIncidents: 20 });
  });
  test.each([
    { name: ' ' },
    { windowMinutes: 0 },
    { windowMinutes: 10_081 },
    { mostHops: 7 },
    { mostHops: 1.5 },
    { mostIncidents: 1 },
    { labels: [''] },
    { matchers: [{ name: 'a', op: '=~', value: '(' }] },
  ])('with %o is refused', (change) => {
    expect(refused(change)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
  test('names a label once', () => {
    expect(readCorrelationDraft({ ...draft, labels: ['a', 'b', 'a'] }).labels).toEqual(['a', 'b']);
  });
});
