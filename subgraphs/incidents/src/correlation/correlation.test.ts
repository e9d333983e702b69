import { recordLineage } from '#graph/recording/recordLineage';
import { tellResourceLineage } from '#graph/recording/tellResourceLineage';
import type { EventPayload } from '#contracts/events';
import type { Caller } from '#kit/caller';
import { systemActor, transact } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { setIncidentPrivate } from '../incident/setIncidentPrivate.ts';
import { setIncidentOwner } from '../incident/setIncidentOwner.ts';
import { splitIncident } from '../merge/splitIncident.ts';
import { unmergeIncident } from '../merge/unmergeIncident.ts';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { correlateIncident } from './correlateIncident.ts';
import type { CorrelationDraft } from './correlationRule.ts';
import { acceptCorrelation, dismissCorrelation } from './decideCorrelation.ts';
import { saveCorrelationRule } from './saveCorrelationRule.ts';

/* Longer than others: the journey of correlation against one platform that is started once. */

let platform: TestIncidents;
let sender: TestSender;
let ada: Caller & { personId: string };
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender();
  ada = await platform.createPerson(sender);
});

const rule = (change: Partial<CorrelationDraft> = {}) =>
  saveCorrelationRule(platform, ada, null, { name: 'Same service', windowMinutes: 15, labels: ['service'], mode: 'SUGGEST', ...change });

/** One alert of its own group, about a resource that bears the name. */
async function raise(name: string, labels: Record<string, string> = { service: 'checkout' }): Promise<Incident> {
  await platform.receive(sender, firing(name, { labels }));
  const opened = (await platform.incidentsOf(sender)).find((each) => each.title === name);
  if (!opened) throw new Error(`${name} opened no incident.`);
  return opened;
}

type Linked = EventPayload<'resources.linked'>;

/** Records what alerts are about, and how resources are related: `['pod', 'runs_on', 'node']`. Resources are told apart by their names. */
async function link(about: Record<string, string[]>, relations: [string, string, string][] = []): Promise<void> {
  const ids = new Map<string, string>();
  const idOf = (name: string): string => ids.get(name) ?? (ids.set(name, uuidv7()), idOf(name));
  const alerts = await platform.alerts(sender);
  const links = Object.entries(about).flatMap(([alertName, names]) => {
    const alert = alerts.find(({ name }) => name === alertName);
    if (!alert) throw new Error(`There is no alert ${alertName}.`);
    return names.map((name): Linked['links'][number] => ({
      ...{ alertId: alert.id, incidentId: alert.incidentId, expression: null },
      resource: { id: idOf(name), label: name },
    }));
  });
  const named = [...new Set(relations.flatMap(([from, , to]) => [from, to]))];
  await transact(platform, systemActor(sender.tenantId), ({ db }) =>
    recordLineage(db, [
      tellResourceLineage({
        ...{ at: new Date().toISOString(), incidentIds: [], alertIds: [], resources: [], subjects: [] },
        links,
        relations: relations.map(([from, kind, to]) => ({ from: idOf(from), kind, to: idOf(to) })),
      }),
    ]),
  );
  await platform.database.inTenant(sender.tenantId, async (db) => {
    for (const name of named) await db.lineageNode.updateMany({ where: { kind: 'RESOURCE', id: idOf(name) }, data: { label: name } });
  });
}

const judge = (incident: Incident) => correlateIncident(platform, sender.tenantId, incident.id);
const at = async ({ id }: Incident) => (await platform.incidentsOf(sender)).find((each) => each.id === id) as Incident;

const fields = `judgedAt
  pairs { totalCount edges { node { id state ruleName isOtherOlder other { number } evidence { gapSeconds hops sharedLabels { name value } path { nodes { label } edges { kind isForward } } } } } }
  decisions { edges { node { reason facts ruleName other { number } evidence { hops path { nodes { label } } } } } }`;
async function correlationOf({ id }: Incident, by: Caller = ada, args = '') {
  const { data, errors } = await platform.ask(by, `{ incident(id: "${id}") { correlation { ${fields.replace('pairs {', `pairs${args} {`)} } } }`);
  expect(errors).toBeUndefined();
  const { judgedAt, pairs, decisions } = data.incident.correlation;
  const nodes = (list: { edges: { node: any }[] }): any[] => list.edges.map(({ node }) => node);
  return { judgedAt, pairs: nodes(pairs), total: pairs.totalCount, decisions: nodes(decisions) };
}
const reasonsOf = async (incident: Incident) => (await correlationOf(incident)).decisions.map(({ reason }) => reason);

describe('a rule that suggests', () => {
  test('asks on both incidents, with labels and the way through the lineage, once however often it is judged', async () => {
    await rule({ mostHops: 2 });
    const disk = await raise('Disk');
    platform.advance(120);
    const slow = await raise('Slow');
    await link({ Disk: ['pg-host'], Slow: ['checkout'] }, [
      ['checkout', 'exposes', 'db-1'],
      ['db-1', 'runs_on', 'pg-host'],
    ]);
    await judge(disk);
    await judge(slow);
    await judge(slow);

    const seen = await correlationOf(slow);
    expect(seen).toMatchObject({ total: 1, judgedAt: expect.any(String) });
    expect(seen.pairs[0]).toMatchObject({
      ...{ state: 'SUGGESTED', ruleName: 'Same service', isOtherOlder: true, other: { number: 1 } },
      evidence: { hops: 2, sharedLabels: [{ name: 'service', value: 'checkout' }] },
    });
    expect(seen.pairs[0].evidence.gapSeconds).toBeGreaterThanOrEqual(120);
    expect(seen.pairs[0].evidence.path).toEqual({
      nodes: ['pg-host', 'db-1', 'checkout'].map((label) => ({ label })),
      edges: [
        { kind: 'hosts', isForward: true },
        { kind: 'backs', isForward: true },
      ],
    });
    expect((await correlationOf(disk)).pairs[0]).toMatchObject({ isOtherOlder: false, other: { number: 2 }, state: 'SUGGESTED' });
    expect(seen.decisions).toMatchObject([{ reason: 'matched', other: { number: 1 }, evidence: { hops: 2 } }]);
    for (const incident of [disk, slow]) expect((await platform.story(sender, incident.id)).filter((kind) => kind === 'correlated')).toHaveLength(1);
    expect(await at(slow)).toMatchObject({ status: 'TRIGGERED' });
  });

  test('says why not, by a named reason for each other', async () => {
    await rule({ mostHops: 1 });
    await raise('Old');
    platform.advance(16 * 60);
    await raise('Elsewhere', { service: 'cart' });
    await raise('Nameless', { team: 'db' });
    await raise('Far');
    await raise('Unlinked');
    const slow = await raise('Slow');
    await link({ Slow: ['a'], Far: ['c'] }, [
      ['a', 'runs_on', 'b'],
      ['b', 'runs_on', 'c'],
    ]);
    await judge(slow);
    const { decisions, pairs } = await correlationOf(slow);
    const told = Object.fromEntries(decisions.map(({ reason, other }) => [other.number, reason]));
    expect(told).toEqual({ 2: 'label_differs', 3: 'label_missing', 4: 'no_path', 5: 'no_resources' });
    expect(pairs).toEqual([]);
  });

  test('is asked before the next, and the first that holds decides', async () => {
    await rule({ name: 'Never', labels: ['nothing'] });
    await rule({ name: 'First', enabled: false });
    await rule({ name: 'Second' });
    await rule({ name: 'Third' });
    await raise('One');
    const two = await raise('Two');
    await judge(two);
    const { decisions, pairs } = await correlationOf(two);
    expect(decisions.map(({ reason, ruleName }) => [ruleName, reason])).toEqual([
      ['Never', 'label_missing'],
      ['Second', 'matched'],
    ]);
    expect(pairs).toMatchObject([{ ruleName: 'Second' }]);
  });

  test('looks at no incident that its matchers leave out, and at none that is closed', async () => {
    await rule({ matchers: [{ name: 'tier', op: '=', value: 'db' }] });
    const web = await raise('Web', { service: 'checkout', tier: 'web' });
    const db = await raise('Db', { service: 'checkout', tier: 'db' });
    await judge(web);
    expect(await correlationOf(web)).toMatchObject({ judgedAt: null, decisions: [] });
    await judge(db);
    expect(await reasonsOf(db)).toEqual(['matchers_differ']);
  });

  test('judges again when an alert brought a new resource, and not otherwise', async () => {
    await rule({ labels: [], mostHops: 0 });
    const one = await raise('One');
    const two = await raise('Two');
    await judge(two);
    const first = await correlationOf(two);
    expect(first.decisions).toMatchObject([{ reason: 'no_resources' }]);
    await judge(two);
    expect((await correlationOf(two)).judgedAt).toBe(first.judgedAt);
    await link({ One: ['host'], Two: ['host'] });
    await judge(two);
    expect((await correlationOf(two)).pairs).toMatchObject([
      { other: { number: one.number }, evidence: { hops: 0, path: { nodes: [{ label: 'host' }] } } },
    ]);
  });

  test('two pods of one node are two hops apart, although the alert of each names the node', async () => {
    await rule({ labels: [], mostHops: 1 });
    await raise('One');
    const two = await raise('Two');
    await link({ One: ['pod-1', 'node'], Two: ['pod-2', 'node'] }, [
      ['pod-1', 'runs_on', 'node'],
      ['pod-2', 'runs_on', 'node'],
    ]);
    await judge(two);
    expect(await reasonsOf(two)).toEqual(['no_path']);
  });

  test('suggests to an incident no more than its rule allows', async () => {
    await rule({ mostIncidents: 3 });
    const first = await raise('First');
    for (const name of ['A', 'B']) await judge(await raise(name));
    platform.advance(1);
    const late = await raise('C');
    await judge(late);
    expect((await correlationOf(first)).total).toBe(2);
    const decided = (await correlationOf(late)).decisions.map(({ other, reason }) => [other.number, reason]);
    expect(decided).toContainEqual([1, 'cluster_full']);
  });
});

describe('a rule that merges', () => {
  test('merges the younger into the older, says why in both stories, and the merge can be undone', async () => {
    const made = await rule({ mode: 'MERGE', mostHops: 1 });
    const disk = await raise('Disk');
    const slow = await raise('Slow');
    await link({ Disk: ['host'], Slow: ['pod'] }, [['pod', 'runs_on', 'host']]);
    await judge(slow);
    expect(await at(slow)).toMatchObject({ status: 'MERGED', mergedIntoId: disk.id });
    const entries = await platform.database.inTenant(sender.tenantId, (db) =>
      db.timelineEntry.findMany({ where: { kind: { in: ['merged_in', 'merged_away'] } }, orderBy: { id: 'asc' } }),
    );
    const by = { rule: { id: made.id, name: 'Same service' }, labels: [{ name: 'service', value: 'checkout' }], hops: 1 };
    expect(entries.map(({ facts }) => facts)).toMatchObject([
      { into: { number: 1 }, via: 'SYSTEM', by },
      { incidents: [{ number: 2 }], via: 'SYSTEM', by },
    ]);
    expect((await correlationOf(slow)).pairs).toMatchObject([{ state: 'MERGED', other: { number: 1 } }]);
    expect(await platform.jobs(sender, 'incident.merged/holdNotices')).toHaveLength(1);

    await unmergeIncident(platform, ada, slow.id);
    expect((await correlationOf(slow)).pairs).toMatchObject([{ state: 'UNDONE' }]);
    await platform.receive(sender, firing('Slow', { labels: { service: 'checkout', pod: 'b' } }));
    await rule({ name: 'Another', mode: 'MERGE', windowMinutes: 30 });
    await judge(await at(slow));
    expect(await at(slow)).toMatchObject({ status: 'TRIGGERED' });
    expect(await reasonsOf(slow)).toEqual(['undone_before', 'undone_before']);
  });

  test('merges into the nearest, of equals into the oldest, and no more than it may', async () => {
    await rule({ mode: 'MERGE', labels: [], mostHops: 2, mostIncidents: 2 });
    const [far, near] = [await raise('Far'), await raise('Near')];
    const slow = await raise('Slow');
    await link({ Far: ['c'], Near: ['b'], Slow: ['a'] }, [
      ['a', 'runs_on', 'b'],
      ['b', 'runs_on', 'c'],
    ]);
    await judge(slow);
    expect(await at(slow)).toMatchObject({ mergedIntoId: near.id });
    const decided = (await correlationOf(slow)).decisions.map(({ other, reason }) => [other.number, reason]);
    expect(decided).toEqual(
      expect.arrayContaining([
        [2, 'matched'],
        [1, 'another_is_nearer'],
      ]),
    );
    await judge(await at(near));
    expect(await at(near)).toMatchObject({ status: 'TRIGGERED' });
    expect(await at(far)).toMatchObject({ status: 'TRIGGERED' });
    expect(await reasonsOf(near)).toEqual(['cluster_full']);
  });

  test('both judged at once are merged once', async () => {
    await rule({ mode: 'MERGE' });
    const [one, two] = [await raise('One'), await raise('Two')];
    await Promise.all([judge(one), judge(two), judge(two)]);
    expect(await at(one)).toMatchObject({ status: 'TRIGGERED' });
    expect(await at(two)).toMatchObject({ status: 'MERGED' });
    expect((await platform.story(sender, one.id)).filter((kind) => kind === 'merged_in')).toHaveLength(1);
  });

  test('joins no alerts again that a person took apart', async () => {
    await rule({ mode: 'MERGE' });
    await platform.receive(sender, firing('Up', { labels: { service: 'a', pod: '1' } }), firing('Up', { labels: { service: 'a', pod: '2' } }));
    const [incident] = (await platform.incidentsOf(sender)) as [Incident];
    const [alert] = await platform.alerts(sender);
    const split = await splitIncident(platform, ada, incident.id, [alert?.id as string]);
    await judge(split);
    expect(await reasonsOf(split)).toEqual(['split_before']);
    expect(await at(split)).toMatchObject({ status: 'TRIGGERED' });
  });
});

describe('a private incident', () => {
  test('has nothing to do with what others see, and only those who see both hear of a pair', async () => {
    await rule();
    const team = await platform.createTeam(sender);
    const [open, hidden, alike] = [await raise('Open'), await raise('Hidden'), await raise('Alike')];
    for (const each of [hidden, alike]) {
      await setIncidentOwner(platform, ada, each.id, team);
      await setIncidentPrivate(platform, ada, each.id, true);
    }
    await judge(await at(hidden));
    await judge(await at(alike));
    const decided = (await correlationOf(alike)).decisions.map(({ other, reason }) => [other.number, reason]);
    expect(decided).toEqual(
      expect.arrayContaining([
        [open.number, 'viewers_differ'],
        [hidden.number, 'matched'],
      ]),
    );
    await setIncidentPrivate(platform, ada, alike.id, false);
    const stranger = { ...ada, personId: uuidv7(), permissions: ada.permissions.filter((name) => name !== 'private:see') };
    expect(await correlationOf(alike, stranger)).toMatchObject({ pairs: [], total: 0, decisions: [{ other: { number: open.number } }] });
    const [pair] = (await correlationOf(alike)).pairs;
    await expect(acceptCorrelation(platform, stranger, pair.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(dismissCorrelation(platform, stranger, pair.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a suggestion', () => {
  const suggested = async () => {
    await rule();
    const [older, younger] = [await raise('Older'), await raise('Younger')];
    await judge(younger);
    const [pair] = (await correlationOf(younger)).pairs;
    return { older, younger, id: pair.id as string };
  };

  test("that is accepted merges, on the rule's word", async () => {
    const { older, younger, id } = await suggested();
    expect(await acceptCorrelation(platform, ada, id)).toMatchObject({ id: older.id });
    expect(await at(younger)).toMatchObject({ status: 'MERGED', mergedIntoId: older.id });
    expect((await correlationOf(older)).pairs).toMatchObject([{ state: 'ACCEPTED' }]);
    expect((await correlationOf(older, ada, '(waiting: true)')).total).toBe(0);
    await expect(acceptCorrelation(platform, ada, id)).rejects.toMatchObject({ code: 'CONFLICT' });
    const audit = await platform.database.inTenant(sender.tenantId, (db) => db.auditEntry.findMany({ where: { subjectKind: 'Correlation' } }));
    expect(audit).toMatchObject([{ action: 'correlation.accepted', actorId: ada.personId }]);
  });

  test('that is dismissed is never made again, by no rule', async () => {
    const { younger, older, id } = await suggested();
    await dismissCorrelation(platform, ada, id);
    await rule({ name: 'Eager', mode: 'MERGE', windowMinutes: 60 });
    await judge(younger);
    await judge(older);
    expect(await at(younger)).toMatchObject({ status: 'TRIGGERED' });
    expect(new Set(await reasonsOf(younger))).toEqual(new Set(['dismissed_before']));
    expect((await correlationOf(younger)).pairs).toMatchObject([{ state: 'DISMISSED' }]);
    for (const each of [older, younger]) expect(await platform.story(sender, each.id)).toContain('correlation_dismissed');
    await expect(dismissCorrelation(platform, ada, id)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('needs the permission, and another tenant has none of it', async () => {
    const { id } = await suggested();
    const weak = { ...ada, permissions: ada.permissions.filter((name) => name !== 'incidents:merge') };
    const stranger = await platform.createSender();
    for (const verb of [acceptCorrelation, dismissCorrelation]) {
      await expect(verb(platform, weak, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(verb(platform, stranger.caller, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(verb(platform, ada, 'nonsense')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});
