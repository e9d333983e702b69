import type { Matcher } from '#contracts/matcher';
import { isOpen, type Labels } from '#contracts/words';
import { usualFlapPolicy } from '#incidents/flapping/judgeFlapping';
import { updateFlapPolicy } from '#incidents/flapping/updateFlapPolicy';
import { saveInhibitionRule } from '#incidents/inhibition/saveInhibitionRule';
import { openTestIncidents, type TestIncidents, type TestSender } from '#incidents/openTestIncidents';
import { readConfiguration } from '#incidents/route/alertmanager/readConfiguration';
import { readDraft } from '#incidents/route/readDraft';
import { saveRoutes } from '#incidents/route/saveRoutes';
import { createSilence } from '#incidents/silence/createSilence';
import { flushDueIncidents } from '#incidents/tasks/flushDueIncidents';
import { judgeDueQuiet } from '#incidents/tasks/judgeDueQuiet';
import fc from 'fast-check';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Alertmanager, startAlertmanager } from '../servers/alertmanager.ts';
import { describeWith } from '../servers/describeWith.ts';

/**
 * The same alerts, one scene after the other, are given to the platform and to an Alertmanager with the same routes, silences and inhibition rules.
 * After each scene people must have been told the same: of the same groups, as often, and with the same alerts firing.
 *
 * Left out is where the platform differs on purpose (docs/quiet.md): nothing is muted after people were told of it, and nothing is taken for flapping.
 * `NOTIFIED_SEED` repeats a run.
 */
const seed = Number(process.env['NOTIFIED_SEED'] ?? 20_261_127);
/** Longer than two rounds of group_interval: what a scene brings is told within it. */
const sceneMs = 5_500;
const scenes = 7;
/** In this scene no alert changes; a silence ends in it. */
const stillScene = 3;
const signal = new AbortController().signal;

const alerts = ['Up', 'Disk', 'Slow', 'Lag'].flatMap((alertname) =>
  ['c1', 'c2', 'c3'].flatMap((cluster) => ['i1', 'i2', 'i3'].map((instance): Labels => ({ alertname, cluster, instance, severity: 'warning' }))),
);
/** While it fires, it inhibits what its cluster says of disks. */
const inhibiting: Labels = { alertname: 'Down', cluster: 'c1', instance: 'all', severity: 'critical' };
const inhibitedUntil = 5;
const isInhibited = ({ alertname, cluster }: Labels): boolean => alertname === 'Disk' && cluster === inhibiting['cluster'];
/** Whether each alert fires, scene by scene; the last scene ends what is left. */
const plots = fc
  .sample(fc.array(fc.boolean(), { minLength: scenes - 2, maxLength: scenes - 2 }), { seed, numRuns: alerts.length })
  .map((plot) => plot.toSpliced(stillScene, 0, plot[stillScene - 1] as boolean))
  .map((plot, at) => (isInhibited(alerts[at] as Labels) ? plot.map((fires, scene) => fires && scene > 0) : plot));
const script: { labels: Labels; plot: boolean[] }[] = [
  ...alerts.map((labels, at) => ({ labels, plot: [...(plots[at] ?? []), false] })),
  { labels: inhibiting, plot: Array.from({ length: scenes }, (_, scene) => scene < inhibitedUntil) },
];

const is = (name: string, value: string): Matcher => ({ name, op: '=', value });
/** From the beginning; one ends while its alerts may fire. */
const silences = [
  { matchers: [is('alertname', 'Lag'), is('cluster', 'c1')], untilScene: scenes + 1 },
  { matchers: [is('alertname', 'Up'), is('instance', 'i3')], untilScene: scenes + 1 },
  { matchers: [is('cluster', 'c2'), is('instance', 'i2')], untilScene: stillScene + 0.3 },
];

/** By group: how often people were told in a scene, and which of its alerts they then believe to fire. Groups that nothing was told of are not in it. */
type Known = Record<string, { times: number; firing: string[] }>;
type Notice = { groupLabels: Labels; alerts: { status: string; labels: Labels }[] };

describeWith(['alertmanager'], `What people are told, by the platform and by Alertmanager, seed ${seed}`, () => {
  let platform: TestIncidents;
  let sender: TestSender;
  let alertmanager: Alertmanager;
  let receiver: Server;
  let notices: Notice[] = [];

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        notices.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Notice);
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const config = `
route: { receiver: all, group_by: [alertname, cluster], group_wait: 1s, group_interval: 2s, repeat_interval: 4h }
receivers: [{ name: all, webhook_configs: [{ url: 'http://127.0.0.1:${(receiver.address() as AddressInfo).port}', send_resolved: true }] }]
inhibit_rules: [{ source_matchers: ['severity="critical"'], target_matchers: ['alertname="Disk"'], equal: [cluster] }]
`;
    platform = await openTestIncidents();
    sender = await platform.createSender('PROMETHEUS');
    alertmanager = await startAlertmanager({ config });
    const { version } = await platform.database.inTenant(sender.tenantId, (db) => readDraft(db));
    await saveRoutes(platform, sender.caller, { tree: readConfiguration(config).tree, expectedVersion: version || null });
    const sides = { sourceMatchers: [is('severity', 'critical')], targetMatchers: [is('alertname', 'Disk')], equal: ['cluster'] };
    await updateFlapPolicy(platform, sender.caller, { ...usualFlapPolicy, enabled: false });
    await saveInhibitionRule(platform, sender.caller, null, { name: 'down', enabled: true, ...sides });
  }, 300_000);
  afterAll(async () => {
    await alertmanager?.stop();
    await platform?.close();
    receiver?.close();
  });

  test('is the same, scene by scene', async () => {
    const startsAt = new Date();
    for (const { matchers, untilScene } of silences) {
      const endsAt = new Date(startsAt.getTime() + untilScene * sceneMs);
      await createSilence(platform, sender.caller, { matchers, comment: 'test', startsAt, endsAt });
      const theirWords = matchers.map(({ name, value }) => ({ name, value, isRegex: false, isEqual: true }));
      await post(`${alertmanager.url}/api/v2/silences`, { matchers: theirWords, startsAt, endsAt, createdBy: 'test', comment: 'test' });
    }
    const [ours, theirs]: [Known[], Known[]] = [[], []];
    let before = new Map<string, number>();
    for (let scene = 0; scene < scenes; scene += 1) {
      notices = [];
      const end = Date.now() + sceneMs;
      const said = script
        .filter(({ plot }) => plot[scene] || plot[scene - 1])
        .map(({ labels, plot }) => ({ labels, endsAt: plot[scene] ? '2099-01-01T00:00:00Z' : new Date().toISOString() }));
      await Promise.all([
        post(`${alertmanager.url}/api/v2/alerts`, said),
        post(`${platform.url}/ingest/prometheus/${sender.token}/api/v2/alerts`, said),
      ]);
      while (Date.now() < end) {
        await judgeDueQuiet(platform, signal);
        await flushDueIncidents(platform, signal);
        await sleep(100);
      }
      theirs.push(knownOf(notices));
      const now = await toldByOurs();
      ours.push(await describeOurs(before, now));
      before = now;
    }
    expect(ours).toEqual(theirs);
    // A script that brings about little would prove little.
    expect(theirs.flatMap((known) => Object.keys(known)).length).toBeGreaterThan(25);
  }, 120_000);

  /** Incidents by how often they were announced, and once more if their end was told. */
  async function toldByOurs(): Promise<Map<string, number>> {
    const flushed = await platform.jobs(sender, 'incident.flushed/dispatchNotices');
    const resolved = await platform.jobs(sender, 'incident.resolved/dispatchNotices');
    const times = new Map<string, number>();
    for (const { incident } of flushed) times.set(incident.id, (times.get(incident.id) ?? 0) + 1);
    // Whose opening nobody was told of, of its end nobody hears: notify's part, notice/dispatchNotices.test.ts.
    for (const { incident } of resolved) if (times.has(incident.id)) times.set(incident.id, (times.get(incident.id) ?? 0) + 1);
    return times;
  }

  async function describeOurs(before: Map<string, number>, now: Map<string, number>): Promise<Known> {
    const rows = await platform.database.inTenant(sender.tenantId, (db) => db.incidentAlert.findMany({ include: { incident: true, alert: true } }));
    const known: Known = {};
    for (const [id, count] of now) {
      const times = count - (before.get(id) ?? 0);
      if (times === 0) continue;
      const members = rows.filter(({ incidentId }) => incidentId === id);
      const firing = members.filter(({ told, incident }) => told === 'FIRING' && isOpen(incident.status)).map(({ alert }) => alert.labels as Labels);
      known[groupOf(members[0]?.alert.labels as Labels)] = { times, firing: instancesOf(firing) };
    }
    return known;
  }
});

function knownOf(notices: readonly Notice[]): Known {
  const known: Known = {};
  for (const { groupLabels, alerts: told } of notices) {
    const group = groupOf(groupLabels);
    const firing = told.filter(({ status }) => status === 'firing').map(({ labels }) => labels);
    known[group] = { times: (known[group]?.times ?? 0) + 1, firing: instancesOf(firing) };
  }
  return known;
}

function groupOf({ alertname, cluster }: Labels): string {
  return `${alertname} ${cluster}`;
}

function instancesOf(labels: readonly Labels[]): string[] {
  return labels.map(({ instance }) => instance ?? '').sort();
}

async function post(url: string, body: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}
