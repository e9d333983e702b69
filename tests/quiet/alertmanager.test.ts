import { formatMatchers, type Matcher } from '#contracts/matcher';
import { saveInhibitionRule } from '#incidents/inhibition/saveInhibitionRule';
import { openTestIncidents, type TestIncidents, type TestSender } from '#incidents/openTestIncidents';
import { createSilence } from '#incidents/silence/createSilence';
import fc from 'fast-check';
import { eventually } from '../journeys/ask.ts';
import { type Alertmanager, startAlertmanager } from '../servers/alertmanager.ts';
import { describeWith } from '../servers/describeWith.ts';

const seed = 20261127;
const names = ['job', 'team', 'cluster'] as const;
const value = fc.constantFrom('', 'a', 'b', 'c');
const labelSet = fc.record({
  alertname: fc.constantFrom('Up', 'Disk', 'Slow'),
  severity: fc.constantFrom('critical', 'warning', 'info'),
  ...{ job: value, team: value, cluster: value },
});
const matcher: fc.Arbitrary<Matcher> = fc.oneof(
  fc.record({ name: fc.constantFrom(...names), op: fc.constantFrom('=' as const, '!=' as const), value }),
  fc.record({
    name: fc.constantFrom(...names),
    op: fc.constantFrom('=~' as const, '!~' as const),
    value: fc.constantFrom('a|b', '.+', 'c?', '[ab]'),
  }),
);
const named: fc.Arbitrary<Matcher> = fc.record({
  name: fc.constant('alertname'),
  op: fc.constant('=' as const),
  value: fc.constantFrom('Up', 'Disk'),
});
/**
 * No alert is on both sides of a rule: Alertmanager 0.31 remembers one source for each set of equal values, and when that one is on both sides it inhibits
 * nothing although another would. The platform does what the documentation says; inhibition/findInhibiting.test.ts proves that.
 */
const side = (...values: string[]): fc.Arbitrary<Matcher> =>
  fc.record({ name: fc.constant('severity'), op: fc.constant('=' as const), value: fc.constantFrom(...values) });

const alerts = fc.sample(labelSet, { seed, numRuns: 120 }).map((labels, at) => ({ ...labels, instance: `i-${at}` }));
const silences = fc
  .sample(fc.tuple(named, fc.array(matcher, { minLength: 1, maxLength: 2 })), { seed, numRuns: 8 })
  .map(([first, rest]) => [first, ...rest]);
const rules = fc
  .sample(
    fc.record({
      sourceMatchers: fc.tuple(side('critical'), matcher).map((pair): Matcher[] => pair),
      targetMatchers: fc.tuple(side('warning', 'info'), matcher).map((pair): Matcher[] => pair),
      equal: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
    }),
    { seed, numRuns: 5 },
  )
  .map((rule, at) => ({ ...rule, name: `rule ${at}`, enabled: true }));

const listOf = (matchers: readonly Matcher[]) => JSON.stringify(matchers.map((each) => formatMatchers([each]).slice(1, -1)));
const config = `
route: { receiver: default, group_by: ['...'], group_wait: 1s }
receivers: [{ name: default }]
inhibit_rules:
${rules.map(({ sourceMatchers, targetMatchers, equal }) => `  - { source_matchers: ${listOf(sourceMatchers)}, target_matchers: ${listOf(targetMatchers)}, equal: ${JSON.stringify(equal)} }`).join('\n')}
`;

type Listed = { fingerprint: string; labels: Record<string, string>; status: { silencedBy: string[]; inhibitedBy: string[] } };

/** The same alerts, silences and inhibition rules are given to the platform and to an Alertmanager: they mute the same. */
describeWith(['alertmanager'], 'Silences and inhibition of the platform and of Alertmanager', () => {
  let platform: TestIncidents;
  let sender: TestSender;
  let alertmanager: Alertmanager;
  beforeAll(async () => {
    platform = await openTestIncidents();
    sender = await platform.createSender('PROMETHEUS');
    alertmanager = await startAlertmanager({ config });
  }, 300_000);
  afterAll(async () => {
    await alertmanager?.stop();
    await platform?.close();
  });

  const post = async (url: string, body: object): Promise<void> => {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  };
  const muted = async (base: string): Promise<string[]> => {
    const listed = (await (await fetch(`${base}/alerts`)).json()) as Listed[];
    return listed.map(({ labels, status }) => `${labels['instance']} ${status.silencedBy.length} ${status.inhibitedBy.length > 0}`).sort();
  };

  test('mute the same of a hundred alerts', async () => {
    const [ours, theirs] = [`${platform.url}/ingest/prometheus/${sender.token}/api/v2`, `${alertmanager.url}/api/v2`];
    const said = alerts.map((labels) => ({ labels, generatorURL: 'http://p/graph?g0.expr=up' }));
    await Promise.all([post(`${ours}/alerts`, said), post(`${theirs}/alerts`, said)]);
    const [startsAt, endsAt] = [new Date(), new Date(Date.now() + 3_600_000)];
    for (const matchers of silences) {
      await createSilence(platform, sender.caller, { matchers, comment: 'test', startsAt, endsAt });
      const theirWords = matchers.map(({ name, op, value }) => ({ name, value, isRegex: op.endsWith('~'), isEqual: op.startsWith('=') }));
      await post(`${theirs}/silences`, { matchers: theirWords, startsAt, endsAt, createdBy: 'test', comment: 'test' });
    }
    for (const rule of rules) await saveInhibitionRule(platform, sender.caller, null, rule);

    // Alertmanager marks its alerts when it flushes their groups.
    await eventually('both mute the same', async () => {
      const [our, their] = [await muted(ours), await muted(theirs)];
      if (JSON.stringify(our) === JSON.stringify(their)) return true;
      throw new Error(
        JSON.stringify({ onlyOurs: our.filter((each) => !their.includes(each)), onlyTheirs: their.filter((each) => !our.includes(each)) }),
      );
    });
    // Both name the alerts that inhibit by their fingerprints; of several that could be named each names its own.
    for (const base of [ours, theirs]) {
      const listed = (await (await fetch(`${base}/alerts`)).json()) as Listed[];
      const severityOf = new Map(listed.map(({ fingerprint, labels }) => [fingerprint, labels['severity']]));
      const named = new Set(listed.flatMap(({ status }) => status.inhibitedBy.map((fingerprint) => severityOf.get(fingerprint))));
      expect([...named]).toEqual(['critical']);
    }
    const all = await muted(ours);
    expect(all).toHaveLength(alerts.length);
    // Seeds that mute nothing, or everything, would prove nothing.
    expect(all.filter((each) => !each.includes(' 0 ')).length).toBeGreaterThan(5);
    expect(all.filter((each) => each.endsWith('true')).length).toBeGreaterThan(5);
    expect(all.filter((each) => each.endsWith(' 0 false')).length).toBeGreaterThan(5);
  }, 120_000);
});
