import type { EventPayload } from '#contracts/events';
import type { Matcher } from '#contracts/matcher';
import type { Caller } from '#kit/caller';
import type { Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { deleteInhibitionRule, saveInhibitionRule } from '../inhibition/saveInhibitionRule.ts';
import { endMaintenance, saveMaintenance } from '../maintenance/saveMaintenance.ts';
import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { hearOfResources } from '../parentDown/hearOfResources.ts';
import { readDraft } from '../route/readDraft.ts';
import { saveRoutes } from '../route/saveRoutes.ts';
import { flushDueIncidents } from '../tasks/flushDueIncidents.ts';
import { judgeDueQuiet } from '../tasks/judgeDueQuiet.ts';
import { deleteTimeInterval, saveTimeInterval } from '../timeInterval/saveTimeInterval.ts';
import { quietOf } from './judgeIncident.ts';
import { updateQuietPolicy } from './updateQuietPolicy.ts';
import { usualPolicy } from './readQuietPolicy.ts';

let platform: TestIncidents;
let sender: TestSender;
let caller: Caller;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  caller = { ...sender.caller, personId: uuidv7() };
});

const signal = new AbortController().signal;
const is = (name: string, value: string, op: Matcher['op'] = '='): Matcher => ({ name, op, value });
const soon = (minutes: number) => new Date(platform.clock.now().getTime() + minutes * 60_000);
async function pass(seconds: number): Promise<void> {
  platform.advance(seconds);
  await judgeDueQuiet(platform, signal);
  await flushDueIncidents(platform, signal);
}
async function quietBy(title: string): Promise<string | null> {
  const incident = (await platform.incidentsOf(sender)).findLast((each) => each.title === title) as Incident;
  const quiet = quietOf(incident.quiet);
  return quiet && `${quiet.reason} ${quiet.by[0]?.label}`;
}
const told = async () => (await platform.jobs(sender, 'incident.flushed/dispatchNotices')).map(({ incident }) => incident.title).sort();

/** As if the resources subgraph had derived these: each alert is about a resource, which may hang on others. */
async function linked(about: Record<string, string>, below: [string, string][] = [], kind = 'runs_on'): Promise<void> {
  const alerts = await platform.alerts(sender);
  const named = [...new Set([...Object.values(about), ...below.flat()])];
  const links = alerts.flatMap((alert) => {
    const label = about[alert.name];
    return label === undefined ? [] : [{ alertId: alert.id, incidentId: alert.incidentId, expression: null, resource: { id: idOf(label), label } }];
  });
  const payload: EventPayload<'resources.linked'> = {
    at: platform.clock.now().toISOString(),
    incidentIds: alerts.flatMap(({ incidentId }) => incidentId ?? []),
    links,
    relations: below.map(([from, to]) => ({ from: idOf(from), to: idOf(to), kind })),
    alertIds: alerts.map(({ id }) => id),
    resources: named.map((label) => ({ id: idOf(label), kind: 'NODE', name: label, label, labels: { rack: 'r1' } })),
    subjects: [],
  };
  await hearOfResources(platform, sender.tenantId, payload);
}
const ids = new Map<string, string>();
const idOf = (label: string): string => ids.get(label) ?? (ids.set(label, uuidv7()).get(label) as string);

const rule = {
  name: 'critical over warning',
  sourceMatchers: [is('severity', 'critical')],
  targetMatchers: [is('severity', 'warning')],
  equal: ['cluster'],
  enabled: true,
};

test('inhibited: the source is named, and when it ends the target is told', async () => {
  await saveInhibitionRule(platform, caller, null, rule);
  await platform.receive(
    sender,
    firing('Big', { labels: { severity: 'critical', cluster: 'eu' } }),
    firing('Small', { labels: { severity: 'warning', cluster: 'eu' } }),
  );
  await pass(31);
  expect(await quietBy('Small')).toBe('inhibited critical over warning: Big');
  expect(await told()).toEqual(['Big']);
  await platform.receive(sender, resolved('Big', { labels: { severity: 'critical', cluster: 'eu' } }));
  await linked({});
  await pass(1);
  expect(await quietBy('Small')).toBeNull();
  expect(await told()).toEqual(['Big', 'Small']);
});

test('a rule that is made later makes quiet what is loud, and its deletion loud again', async () => {
  await platform.receive(sender, firing('Big', { labels: { severity: 'critical' } }), firing('Small', { labels: { severity: 'warning' } }));
  await pass(31);
  const { id } = await saveInhibitionRule(platform, caller, null, rule);
  await pass(0);
  expect(await quietBy('Small')).toBe('inhibited critical over warning: Big');
  await expect(saveInhibitionRule(platform, caller, null, rule)).rejects.toMatchObject({ code: 'CONFLICT' });
  await saveInhibitionRule(platform, caller, id, { ...rule, enabled: false });
  await pass(0);
  expect(await quietBy('Small')).toBeNull();
  await deleteInhibitionRule(platform, caller, id);
  await expect(deleteInhibitionRule(platform, caller, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('maintenance: a node, and what runs on it, by id or by label; it ends by itself', async () => {
  await saveMaintenance(platform, caller, null, { name: 'New kernel', resourceIds: [idOf('n1')], endsAt: soon(30) });
  await platform.receive(sender, firing('NodeLoad'), firing('PodSlow'), firing('Elsewhere'));
  await linked({ NodeLoad: 'n1', PodSlow: 'p1', Elsewhere: 'n2' }, [['p1', 'n1']]);
  await pass(31);
  expect([await quietBy('NodeLoad'), await quietBy('PodSlow'), await quietBy('Elsewhere')]).toEqual([
    'maintenance New kernel',
    'maintenance New kernel',
    null,
  ]);
  const { id } = await saveMaintenance(platform, caller, null, {
    name: 'Rack',
    matchers: [is('rack', 'r1'), is('name', 'n2')],
    includesChildren: false,
    endsAt: soon(60),
  });
  await pass(0);
  expect(await quietBy('Elsewhere')).toBe('maintenance Rack');
  await pass(30 * 60);
  expect([await quietBy('NodeLoad'), await quietBy('PodSlow')]).toEqual([null, null]);
  await endMaintenance(platform, caller, id);
  await pass(5 * 60);
  expect(await quietBy('Elsewhere')).toBeNull();
  await expect(endMaintenance(platform, caller, id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('parent down: what hangs on it is quiet as far as the policy says, and loud when it is up', async () => {
  await platform.receive(sender, firing('NodeDown'), firing('PodSlow'), firing('CartSlow'), firing('NodeLoad'), firing('ServiceSlow'));
  await linked({ NodeDown: 'n1', PodSlow: 'p1', CartSlow: 'c1', NodeLoad: 'n1' }, [
    ['p1', 'n1'],
    ['c1', 'p1'],
  ]);
  await linked({ ServiceSlow: 's1' }, [['s1', 'n1']], 'exposes');
  await pass(31);
  expect([await quietBy('PodSlow'), await quietBy('CartSlow')]).toEqual(['parent_down n1: NodeDown', 'parent_down n1: NodeDown']);
  expect(await told()).toEqual(['NodeDown', 'NodeLoad', 'ServiceSlow']);
  await updateQuietPolicy(platform, caller, { ...usualPolicy, parentDownHops: 1 });
  await pass(0);
  expect([await quietBy('PodSlow'), await quietBy('CartSlow')]).toEqual(['parent_down n1: NodeDown', null]);
  await platform.receive(sender, resolved('NodeDown'));
  await linked({});
  await pass(0);
  expect(await quietBy('PodSlow')).toBeNull();
});

test('time intervals: quiet in a mute interval and outside an active one, until it turns', async () => {
  const now = platform.clock.now();
  const day = now.toISOString().slice(0, 10);
  const today = { days_of_month: [String(Number(day.slice(8)))] };
  const interval = await saveTimeInterval(platform, caller, null, { name: 'today', intervals: [today] });
  await platform.receive(sender, firing('Up'));
  const { draft, version } = await platform.database.inTenant(sender.tenantId, (db) => readDraft(db));
  if (!draft) throw new Error('There is no tree.');
  await saveRoutes(platform, caller, { tree: { ...draft, muteTimeIntervals: ['today'] }, expectedVersion: version });
  await pass(31);
  expect(await quietBy('Up')).toBe('mute_time_interval today');
  await expect(deleteTimeInterval(platform, caller, interval.id)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('Take it out there'),
  });
  await saveTimeInterval(platform, caller, interval.id, { name: 'today', intervals: [{ years: ['1999'] }] });
  await pass(0);
  expect(await quietBy('Up')).toBeNull();
  expect(await told()).toEqual(['Up']);
});

const verbs = [
  ['inhibition', 'quiet:manage', (by: Caller, id: string) => saveInhibitionRule(platform, by, id, rule)],
  ['inhibition, deleting', 'quiet:manage', (by: Caller, id: string) => deleteInhibitionRule(platform, by, id)],
  ['interval', 'quiet:manage', (by: Caller, id: string) => saveTimeInterval(platform, by, id, { name: 'x', intervals: [{}] })],
  ['interval, deleting', 'quiet:manage', (by: Caller, id: string) => deleteTimeInterval(platform, by, id)],
  [
    'maintenance',
    'maintenance:manage',
    (by: Caller, id: string) => saveMaintenance(platform, by, id, { name: 'x', resourceIds: [uuidv7()], endsAt: soon(5) }),
  ],
  ['maintenance, ending', 'maintenance:manage', (by: Caller, id: string) => endMaintenance(platform, by, id)],
] as const;

test.each(verbs)('%s: another tenant, an unknown id and a malformed id find nothing; it needs %s', async (_, permission, act) => {
  const made = [
    (await saveInhibitionRule(platform, caller, null, { ...rule, name: uuidv7() })).id,
    (await saveTimeInterval(platform, caller, null, { name: uuidv7(), intervals: [{}] })).id,
    (await saveMaintenance(platform, caller, null, { name: 'x', resourceIds: [uuidv7()], endsAt: soon(5) })).id,
  ];
  const stranger = await platform.createTenant();
  for (const id of made) await expect(act(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const id of [uuidv7(), "' OR 1=1"]) await expect(act(caller, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const reader = { ...caller, permissions: caller.permissions.filter((each) => each !== permission) };
  await expect(act(reader, uuidv7())).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining(permission) });
});

test('all of it is told by the graph', async () => {
  await saveInhibitionRule(platform, caller, null, rule);
  await saveTimeInterval(platform, caller, null, { name: 'always', intervals: [{}] });
  await saveMaintenance(platform, caller, null, { name: 'Kernel', matchers: [is('kind', 'NODE')], endsAt: soon(5) });
  await platform.receive(sender, firing('Big', { labels: { severity: 'critical' } }), firing('Small', { labels: { severity: 'warning' } }));
  const { data, errors } = await platform.ask(
    caller,
    `{ inhibitionRules { totalCount edges { node { name equal enabled inhibitedCount inhibited { alert { name } source { name } } sourceMatchers { name operator value } } } }
       timeIntervals { edges { node { name intervals isActive nextTurn } } }
       maintenanceWindows(current: true) { edges { node { name matchers { name } window { until } windows(from: "2026-11-01T00:00:00Z", until: "2027-01-01T00:00:00Z") { from } createdBy { id } } } }
       quietPolicy { approvalShare approvalCount parentDownHops parentDownMatchers { value } endingLeadMinutes } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.inhibitionRules.edges[0].node).toMatchObject({ inhibitedCount: 1, inhibited: [{ alert: { name: 'Small' }, source: { name: 'Big' } }] });
  expect(data.timeIntervals.edges[0].node).toEqual({ name: 'always', intervals: [{}], isActive: true, nextTurn: null });
  expect(data.maintenanceWindows.edges[0].node).toMatchObject({ name: 'Kernel', createdBy: { id: caller.personId } });
  expect(data.quietPolicy).toMatchObject({ approvalShare: 0.5, parentDownHops: 3, endingLeadMinutes: 15 });
});
