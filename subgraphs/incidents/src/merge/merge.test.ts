import type { Caller } from '#kit/caller';
import type { TenantDb } from '#kit/tenant';
import type { Alert, Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { acknowledgeIncident } from '../incident/acknowledgeIncident.ts';
import { createIncident } from '../incident/createIncident.ts';
import { resolveIncident } from '../incident/resolveIncident.ts';
import { setIncidentSeverity } from '../incident/setIncidentSeverity.ts';
import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { flushDueIncidents } from '../tasks/flushDueIncidents.ts';
import { mergeIncidents, mostMerged } from './mergeIncidents.ts';
import { splitIncident } from './splitIncident.ts';
import { undoMs, unmergeIncident } from './unmergeIncident.ts';

let platform: TestIncidents;
let sender: TestSender;
let ada: Caller & { personId: string };
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  ada = await platform.createPerson(sender);
});

const inside = <Row>(read: (db: TenantDb) => Promise<Row>) => platform.database.inTenant(sender.tenantId, read);
const open = async (...names: string[]): Promise<Incident[]> => {
  for (const name of names) await platform.receive(sender, firing(name));
  return platform.incidentsOf(sender);
};
const at = async (number: number) => (await platform.incidentsOf(sender)).find((each) => each.number === number) as Incident;
const alertsOf = async ({ id }: Incident) => (await platform.alerts(sender)).filter(({ incidentId }) => incidentId === id);
const namesOf = (alerts: Alert[]) => alerts.map(({ name }) => name).sort();

describe('a merge', () => {
  test('brings the alerts, and later alerts of the group, to the other; the worst severity counts', async () => {
    await platform.receive(sender, firing('Disk', { labels: { job: 'db', severity: 'low' } }));
    await platform.receive(sender, firing('Up', { labels: { job: 'db', severity: 'critical' } }));
    const [disk, up] = (await platform.incidentsOf(sender)) as [Incident, Incident];
    const merged = await mergeIncidents(platform, ada, [up.id], disk.id);
    expect(merged).toMatchObject({ title: 'Disk', severity: 'CRITICAL', labels: { job: 'db' } });
    expect(await at(2)).toMatchObject({ status: 'MERGED', mergedIntoId: disk.id });

    await platform.receive(sender, firing('Up', { labels: { job: 'db', pod: 'b' } }), firing('Disk', { labels: { job: 'db', pod: 'c' } }));
    expect(await platform.incidentsOf(sender)).toHaveLength(2);
    expect(namesOf(await alertsOf(disk))).toEqual(['Disk', 'Disk', 'Up', 'Up']);
    expect(await platform.story(sender, up.id)).toEqual(['opened', 'merged_away']);
    expect(await platform.story(sender, disk.id)).toEqual(['opened', 'merged_in', 'alert_joined']);
    const { data } = await platform.ask(
      ada,
      `{ incident(id: "${up.id}") { mergedInto { number mergedIncidents { edges { node { number } } } } alerts { totalCount } } }`,
    );
    expect(data.incident).toMatchObject({
      mergedInto: { number: 1, mergedIncidents: { edges: [{ node: { number: 2 } }] } },
      alerts: { totalCount: 1 },
    });
  });

  test('of a merge leads to the last of the chain', async () => {
    const [one, two, three] = (await open('One', 'Two', 'Three')) as [Incident, Incident, Incident];
    await mergeIncidents(platform, ada, [one.id], two.id);
    await mergeIncidents(platform, ada, [two.id], three.id);
    await platform.receive(sender, firing('One', { labels: { pod: 'b' } }));
    expect(namesOf(await alertsOf(three))).toEqual(['One', 'One', 'Three', 'Two']);
  });

  test('ends when the other is resolved: the group then opens an incident of its own', async () => {
    const [one, two] = (await open('One', 'Two')) as [Incident, Incident];
    await mergeIncidents(platform, ada, [one.id], two.id);
    await resolveIncident(platform, ada, two.id);
    await platform.receive(sender, firing('One', { startsAt: new Date(platform.clock.now().getTime() + 1_000) }));
    expect(await at(3)).toMatchObject({ status: 'TRIGGERED', title: 'One', reason: 'group_fired_again', facts: { previous: { number: 2 } } });
    await expect(unmergeIncident(platform, ada, one.id)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('closed') });
  });

  test('resolves the other when the last alert of all has ended, and is never announced', async () => {
    const [one, two] = (await open('One', 'Two')) as [Incident, Incident];
    await mergeIncidents(platform, ada, [one.id], two.id);
    platform.advance(31);
    await flushDueIncidents(platform, new AbortController().signal);
    expect(await platform.jobs(sender, 'incident.flushed/dispatchNotices')).toMatchObject([{ incident: { id: two.id } }]);
    await platform.receive(sender, resolved('One'));
    expect(await at(2)).toMatchObject({ status: 'TRIGGERED' });
    await platform.receive(sender, resolved('Two'));
    expect(await at(2)).toMatchObject({ status: 'RESOLVED' });
    expect(await at(1)).toMatchObject({ status: 'MERGED', resolvedAt: null });
  });

  test('leaves a severity that a person set', async () => {
    await platform.receive(sender, firing('Disk'), firing('Up', { labels: { severity: 'critical' } }));
    const [disk, up] = (await platform.incidentsOf(sender)) as [Incident, Incident];
    await setIncidentSeverity(platform, ada, disk.id, 'LOW');
    expect(await mergeIncidents(platform, ada, [up.id], disk.id)).toMatchObject({ severity: 'LOW' });
  });

  test('is of all or of none, and says why not', async () => {
    const [one, two, three] = (await open('One', 'Two', 'Three')) as [Incident, Incident, Incident];
    await resolveIncident(platform, ada, two.id);
    const before = await platform.incidentsOf(sender);
    const refused = (ids: string[], into: string) => mergeIncidents(platform, ada, ids, into);
    await expect(refused([one.id, two.id], three.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('already_resolved'),
    });
    await expect(refused([one.id], two.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(refused([one.id], one.id)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(refused([], one.id)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(
      refused(
        Array.from({ length: mostMerged + 1 }, () => uuidv7()),
        one.id,
      ),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const strangers = await platform.createSender();
    await platform.receive(strangers, firing('Foreign'));
    const [foreign] = (await platform.incidentsOf(strangers)) as [Incident];
    await expect(refused([foreign.id], one.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(refused([one.id], foreign.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await platform.incidentsOf(sender)).toEqual(before);
    expect(await platform.incidentsOf(strangers)).toEqual([foreign]);
  });
});

describe('undoing a merge', () => {
  test('brings back status and alerts; what came meanwhile stays', async () => {
    const [one, two] = (await open('One', 'Two')) as [Incident, Incident];
    await acknowledgeIncident(platform, ada, one.id);
    await mergeIncidents(platform, ada, [one.id], two.id);
    await platform.receive(sender, firing('One', { labels: { pod: 'later' } }));
    const undone = await unmergeIncident(platform, ada, one.id);
    expect(undone).toMatchObject({ status: 'ACKNOWLEDGED', acknowledgedById: ada.personId, mergedIntoId: null, mergedAt: null });
    expect(namesOf(await alertsOf(one))).toEqual(['One']);
    expect(namesOf(await alertsOf(two))).toEqual(['One', 'Two']);
    expect(await inside((db) => db.incidentAlert.count({ where: { incidentId: two.id } }))).toBe(2);
    expect(await platform.story(sender, one.id)).toEqual(['opened', 'acknowledged', 'merged_away', 'unmerged']);
    await platform.receive(sender, firing('One', { labels: { pod: 'after' } }));
    expect(namesOf(await alertsOf(one))).toEqual(['One', 'One']);

    await mergeIncidents(platform, ada, [one.id], two.id);
    await unmergeIncident(platform, ada, one.id);
    expect(namesOf(await alertsOf(one))).toEqual(['One', 'One']);
  });

  test('is refused when nothing was merged and when the hour is over', async () => {
    const [one, two] = (await open('One', 'Two')) as [Incident, Incident];
    await expect(unmergeIncident(platform, ada, one.id)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('not_merged') });
    await mergeIncidents(platform, ada, [one.id], two.id);
    platform.advance(undoMs / 1_000 + 1);
    await expect(unmergeIncident(platform, ada, one.id)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('too_late') });
  });
});

describe('a split', () => {
  test('opens an incident of the chosen alerts, which later alerts of the group do not join', async () => {
    await platform.receive(sender, ...['a', 'b', 'c'].map((pod) => firing('Up', { labels: { pod, severity: pod === 'a' ? 'critical' : 'low' } })));
    const [incident] = (await platform.incidentsOf(sender)) as [Incident];
    const alerts = await platform.alerts(sender);
    const chosen = alerts.filter(({ labels }) => ['a', 'b'].includes((labels as { pod: string }).pod));
    const split = await splitIncident(
      platform,
      ada,
      incident.id,
      chosen.map(({ id }) => id),
    );
    expect(split).toMatchObject({
      number: 2,
      title: 'Up',
      severity: 'CRITICAL',
      reason: 'split_off',
      openedById: ada.personId,
      labels: { alertname: 'Up' },
    });
    expect(await alertsOf(split)).toHaveLength(2);
    await platform.receive(sender, firing('Up', { labels: { pod: 'd' } }));
    expect(await alertsOf(incident)).toHaveLength(2);
    await platform.receive(
      sender,
      resolved('Up', { labels: { pod: 'a', severity: 'critical' } }),
      resolved('Up', { labels: { pod: 'b', severity: 'low' } }),
    );
    expect(await at(2)).toMatchObject({ status: 'RESOLVED' });
    expect(await at(1)).toMatchObject({ status: 'TRIGGERED' });
    expect(await platform.jobs(sender, 'incident.opened/runAutomations')).toHaveLength(2);
  });

  test('resolves the old one when none of its other alerts fires', async () => {
    await platform.receive(sender, firing('Up', { labels: { pod: 'a' } }), firing('Up', { labels: { pod: 'b' } }));
    await platform.receive(sender, resolved('Up', { labels: { pod: 'b' } }));
    const [incident] = (await platform.incidentsOf(sender)) as [Incident];
    const fires = (await platform.alerts(sender)).find(({ status }) => status === 'FIRING') as Alert;
    await splitIncident(platform, ada, incident.id, [fires.id], 'Pod a');
    expect(await at(1)).toMatchObject({ status: 'RESOLVED' });
    expect(await at(2)).toMatchObject({ status: 'TRIGGERED', title: 'Pod a', titlePinned: true });
  });

  test('of none, of all, of alerts of another incident or of another tenant is refused', async () => {
    const [one, two] = (await open('One', 'Two')) as [Incident, Incident];
    const [first] = (await alertsOf(one)) as [Alert];
    const [second] = (await alertsOf(two)) as [Alert];
    for (const ids of [[], [first.id], [second.id]]) {
      await expect(splitIncident(platform, ada, one.id, ids)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    const strangers = await platform.createSender();
    await platform.receive(strangers, firing('Foreign'));
    const [foreign] = (await platform.alerts(strangers)) as [Alert];
    await expect(splitIncident(platform, ada, one.id, [foreign.id])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await resolveIncident(platform, ada, one.id);
    await expect(splitIncident(platform, ada, one.id, [first.id])).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('an incident opened by hand', () => {
  test('needs no alert, is announced at once and is closed by a person only', async () => {
    const incident = await createIncident(platform, ada, {
      title: 'Phones are down',
      severity: 'HIGH',
      description: 'All of them.',
      assigneeId: ada.personId,
    });
    expect(incident).toMatchObject({
      number: 1,
      status: 'TRIGGERED',
      severity: 'HIGH',
      priority: 'P2',
      openedById: ada.personId,
      assigneeId: ada.personId,
    });
    expect(await platform.story(sender, incident.id)).toEqual(['opened', 'note']);
    await flushDueIncidents(platform, new AbortController().signal);
    expect(await platform.jobs(sender, 'incident.flushed/dispatchNotices')).toMatchObject([{ incident: { id: incident.id } }]);
    expect(await resolveIncident(platform, ada, incident.id)).toMatchObject({ status: 'RESOLVED' });
  });

  test('takes chosen alerts out of where they are, but leaves no open incident empty', async () => {
    await platform.receive(sender, firing('Up', { labels: { pod: 'a' } }), firing('Up', { labels: { pod: 'b' } }));
    const [first, second] = (await platform.alerts(sender)) as [Alert, Alert];
    const incident = await createIncident(platform, ada, { title: 'Pod a', severity: 'LOW', alertIds: [first.id] });
    expect(await alertsOf(incident)).toMatchObject([{ id: first.id }]);
    await expect(createIncident(platform, ada, { title: 'Both', severity: 'LOW', alertIds: [second.id] })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('merge it instead'),
    });
    await platform.receive(sender, resolved('Up', { labels: { pod: 'a' } }));
    expect(await at(2)).toMatchObject({ status: 'RESOLVED', title: 'Pod a' });
  });

  test('counts on from the intake while both open at once', async () => {
    await Promise.all([
      ...Array.from({ length: 5 }, (_, at) => createIncident(platform, ada, { title: `By hand ${at}`, severity: 'INFO' })),
      ...Array.from({ length: 5 }, (_, at) => platform.receive(sender, firing(`Alert ${at}`))),
    ]);
    const numbers = (await platform.incidentsOf(sender)).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 10 }, (_, at) => at + 1));
  });

  test('is refused without a title, for unknown people, teams and alerts, and without the permission', async () => {
    const wanted = { title: 'x', severity: 'LOW' } as const;
    await expect(createIncident(platform, ada, { ...wanted, title: ' ' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(createIncident(platform, ada, { ...wanted, private: true })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const foreign = await platform.createPerson(await platform.createSender());
    for (const unknown of [{ assigneeId: foreign.personId }, { ownerTeamId: uuidv7() }, { alertIds: [uuidv7()] }]) {
      await expect(createIncident(platform, ada, { ...wanted, ...unknown })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const reader = { ...ada, permissions: ada.permissions.filter((name) => name !== 'incidents:open') };
    await expect(createIncident(platform, reader, wanted)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await platform.incidentsOf(sender)).toEqual([]);
  });
});
