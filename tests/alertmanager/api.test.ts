import { saveInhibitionRule } from '#incidents/inhibition/saveInhibitionRule';
import { openTestIncidents, type TestIncidents, type TestSender } from '#incidents/openTestIncidents';
import { eventually } from '../journeys/ask.ts';
import { type Alertmanager, startAlertmanager } from '../servers/alertmanager.ts';
import { describeWith } from '../servers/describeWith.ts';

const config = `
route: { receiver: default, group_by: [alertname], group_wait: 1s }
receivers: [{ name: default }]
inhibit_rules:
  - { source_matchers: [ 'severity="critical"' ], target_matchers: [ 'severity="warning"' ], equal: [alertname] }
`;

const labelSets = [
  { alertname: 'Up', job: 'api', instance: 'a:9100' },
  { alertname: 'Up', job: 'api', instance: 'b:9100' },
  { alertname: 'Up', job: 'db', instance: 'c:9100', team: '' },
  { alertname: 'Disk', job: 'db', severity: 'critical' },
  { alertname: 'Disk', job: 'node', severity: 'warning' },
  { alertname: '磁碟已滿', 地點: '台北', job: 'node' },
  { alertname: 'Quoted', job: 'x', text: 'a "b" \\ c' },
];

const silences = [
  [{ name: 'job', value: 'db', isRegex: false, isEqual: true }],
  [
    { name: 'alertname', value: 'Up|Disk', isRegex: true, isEqual: true },
    { name: 'severity', value: 'critical', isRegex: false, isEqual: false },
    { name: 'instance', value: '', isRegex: false, isEqual: false },
  ],
  [
    { name: 'job', value: 'a.*|d.*', isRegex: true, isEqual: false },
    { name: 'alertname', value: '.+', isRegex: true, isEqual: true },
  ],
];

const queries = [
  '',
  '?silenced=false',
  '?active=false',
  '?filter=job%3D%22db%22',
  '?filter=job%3D~%22d.*%7Capi%22&filter=severity!%3D%22critical%22',
  '?filter=team%3D%22%22',
  '?receiver=def.*',
  '?receiver=other',
];

/** The platform and an Alertmanager are told the same; what their APIs answer is compared, ids and times aside. */
describeWith(['alertmanager'], "Alertmanager's API of the platform and of Alertmanager", () => {
  let platform: TestIncidents;
  let sender: TestSender;
  let alertmanager: Alertmanager;
  const bases: string[] = [];
  beforeAll(async () => {
    platform = await openTestIncidents();
    sender = await platform.createSender('PROMETHEUS');
    alertmanager = await startAlertmanager({ config });
    bases.push(`${platform.url}/ingest/prometheus/${sender.token}/api/v2`, `${alertmanager.url}/api/v2`);
    await saveInhibitionRule(platform, sender.caller, null, {
      ...{ name: 'critical over warning', equal: ['alertname'], enabled: true },
      sourceMatchers: [{ name: 'severity', op: '=', value: 'critical' }],
      targetMatchers: [{ name: 'severity', op: '=', value: 'warning' }],
    });
    await both(
      '/alerts',
      labelSets.map((labels) => ({ labels, annotations: { summary: 'x' }, generatorURL: 'http://p/graph?g0.expr=up' })),
    );
    const startsAt = new Date().toISOString();
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const matchers of silences) await both('/silences', { matchers, startsAt, endsAt, createdBy: 'test', comment: 'test' });
    // Alertmanager groups and silences a moment after it has answered.
    await eventually('Alertmanager has taken in everything', async () => {
      const [ours, theirs] = await both('/alerts?active=false');
      if (JSON.stringify(ours?.map(told)) === JSON.stringify(theirs?.map(told))) return true;
      throw new Error(JSON.stringify({ ours: ours?.map(told), theirs: theirs?.map(told) }, null, 1));
    });
  }, 300_000);
  afterAll(async () => {
    await alertmanager?.stop();
    await platform?.close();
  });

  async function both(path: string, body?: object): Promise<any[]> {
    return Promise.all(
      bases.map(async (base) => {
        const post = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
        const answer = await fetch(base + path, body ? post : {});
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
        return text === '' ? null : JSON.parse(text);
      }),
    );
  }

  /** What both must say of an alert. */
  const told = ({ fingerprint, labels, annotations, receivers, generatorURL, status }: any) => {
    const { state, silencedBy, inhibitedBy } = status;
    return {
      fingerprint,
      labels: Object.entries(labels).sort(),
      annotations,
      receivers,
      generatorURL,
      state,
      silenced: silencedBy.length,
      inhibitedBy,
    };
  };

  test('an inhibiting alert is named by its fingerprint', async () => {
    for (const listed of await both('/alerts')) {
      const fingerprintOf = new Map(listed.map(({ labels, fingerprint }: any) => [labels.severity, fingerprint]));
      const inhibited = listed.filter(({ status }: any) => status.inhibitedBy.length > 0);
      expect(inhibited.map(({ labels, status }: any) => [labels.severity, status.inhibitedBy])).toEqual([
        ['warning', [fingerprintOf.get('critical')]],
      ]);
    }
  });

  test.each(queries)('alerts%s', async (query) => {
    const [ours, theirs] = await both(`/alerts${query}`);
    expect(ours.map(told)).toEqual(theirs.map(told));
  });

  test.each(queries)('alerts/groups%s', async (query) => {
    const shown = ({ labels, receiver, alerts }: any) => ({ labels, receiver, alerts: alerts.map(told).sort(byFingerprint) });
    const [ours, theirs] = await both(`/alerts/groups${query}`);
    expect(ours.map(shown).sort(byLabels)).toEqual(theirs.map(shown).sort(byLabels));
  });

  test.each(['', '?filter=job%3D%22db%22', '?filter=alertname%3D~%22Up%7CDisk%22', '?filter=alertname%3D~%22.*Up.*%22', '?filter=none%3D%22x%22'])(
    'silences%s',
    async (query) => {
      const shown = ({ status, matchers, createdBy, comment }: any) =>
        JSON.stringify({ state: status.state, matchers: matchers.map(inOrder), createdBy, comment });
      const [ours, theirs] = await both(`/silences${query}`);
      expect(ours.map(shown).sort()).toEqual(theirs.map(shown).sort());
    },
  );
});

const inOrder = ({ name, value, isRegex, isEqual }: any) => ({ name, value, isRegex, isEqual });
const byFingerprint = (one: any, other: any) => one.fingerprint.localeCompare(other.fingerprint);
const byLabels = (one: any, other: any) => JSON.stringify(one.labels).localeCompare(JSON.stringify(other.labels));
