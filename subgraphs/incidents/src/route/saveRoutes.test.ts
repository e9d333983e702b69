import { systemActor } from '#kit/transact';
import { uuidv7 } from 'uuidv7';
import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { readDraft } from './readDraft.ts';
import type { RouteDraftInput } from './routeDraft.ts';
import { saveRoutes } from './saveRoutes.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const live = () => platform.database.inTenant(sender.tenantId, (db) => readDraft(db));
const save = (tree: RouteDraftInput, expectedVersion: number | null = 0) => saveRoutes(platform, sender.caller, { tree, expectedVersion });
const team = (value: string) => [{ name: 'team', op: '=' as const, value }];

test('a tree is kept as it was written, and its versions with who saved them', async () => {
  const { tree } = await save({
    name: 'root',
    groupBy: ['alertname'],
    children: [
      {
        name: 'db',
        matchers: team('db'),
        groupBy: [],
        severityRules: [{ matchers: [], severity: 'LOW' }],
        children: [{ name: 'night', continues: true }],
      },
    ],
  });
  expect(await live()).toEqual({ version: 1, draft: tree });
  const [db] = tree.children;
  await saveRoutes(platform, sender.caller, { tree: { ...tree, children: db?.children ?? [] }, expectedVersion: 1, note: ' db is gone ' });
  expect((await live()).draft).toMatchObject({ id: tree.id, children: [{ id: db?.children[0]?.id, name: 'night', groupBy: null }] });

  const [versions, archived, audits] = await platform.database.inTenant(sender.tenantId, async (db) => [
    await db.routeVersion.findMany({ orderBy: { version: 'asc' } }),
    await db.route.findMany({ where: { archivedAt: { not: null } } }),
    await db.auditEntry.findMany({ where: { action: 'routes.saved' }, orderBy: { at: 'asc' } }),
  ]);
  expect(versions).toMatchObject([
    { version: 1, nodes: 3, note: null, tree },
    { version: 2, nodes: 2, note: 'db is gone' },
  ]);
  expect(archived).toMatchObject([{ id: db?.id }]);
  expect(audits.map(({ after }) => after)).toMatchObject([
    { version: 1, added: ['root', 'db', 'night'] },
    { version: 2, removed: ['db'], changed: ['night'] },
  ]);
});

test('of two who save at once, one is told', async () => {
  const saves = await Promise.allSettled([save({ name: 'mine' }), save({ name: 'theirs' })]);
  expect(saves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(save({ name: 'late' })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(save({ name: 'set-up' }, null)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect((await live()).version).toBe(1);
});

test('the root stays the same node, also when a draft puts it below another', async () => {
  const { tree } = await save({ name: 'old' });
  const saved = await save({ name: 'new', children: [tree] }, 1);
  expect(saved.tree.id).toBe(tree.id);
  expect(saved.tree.children[0]).toMatchObject({ name: 'old' });
  expect(saved.tree.children[0]?.id).not.toBe(tree.id);
});

test("another tenant's nodes, unknown ones, and drafts that make no sense are refused", async () => {
  const other = await platform.createSender();
  const { tree } = await saveRoutes(platform, other.caller, { tree: { name: 'theirs' }, expectedVersion: 0 });
  await expect(save({ name: 'mine', children: [{ name: 'stolen', id: tree.id }] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(save({ name: 'mine', children: [{ name: 'unknown', id: uuidv7() }] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(save({ name: 'mine', groupBy: ['a', 'a'] })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await live()).toEqual({ version: 0, draft: undefined });
});

describe('alerts', () => {
  const owner = uuidv7();
  const incidents = async () => (await platform.incidentsOf(sender)).map(({ routeId: _, ...incident }) => incident);

  test('go to the leaf where the walk ends; what continues is named', async () => {
    await save({
      name: 'root',
      groupBy: ['alertname'],
      children: [
        { name: 'everything to the channel', continues: true, ownerTeamId: uuidv7() },
        {
          name: 'db',
          matchers: team('db'),
          ...{ groupBy: ['cluster'], groupWaitMs: 1_000, ownerTeamId: owner },
          severityRules: [{ matchers: [{ name: 'env', op: '=', value: 'staging' }], severity: 'INFO' }],
          sla: [{ severity: 'CRITICAL', acknowledgeMinutes: 5, resolveMinutes: 60 }],
        },
      ],
    });
    await platform.receive(
      sender,
      firing('Lag', { labels: { team: 'db', cluster: 'eu', severity: 'critical' } }),
      firing('Disk', { labels: { team: 'db', cluster: 'eu', severity: 'low' } }),
      firing('Disk', { labels: { team: 'db', cluster: 'us', severity: 'critical', env: 'staging' } }),
      firing('Slow', { labels: { team: 'web' } }),
    );
    expect(await incidents()).toMatchObject([
      {
        ...{ title: 'Lag and others', severity: 'CRITICAL', priority: 'P1', ownerTeamId: owner },
        facts: {
          routePath: ['root', 'db'],
          group: { cluster: 'eu' },
          alsoMatched: [{ path: ['root', 'everything to the channel'] }],
          owner: { reason: 'team_of_route' },
          sla: { acknowledgeMinutes: 5, resolveMinutes: 60 },
        },
      },
      {
        severity: 'INFO',
        priority: 'P5',
        facts: { severity: { reason: 'rule_of_route', facts: { alertSays: 'CRITICAL' } }, sla: { reason: 'no_target' } },
      },
      { severity: 'MEDIUM', priority: 'P3', facts: { routePath: ['root', 'everything to the channel'] } },
    ]);
    const events = await platform.database.inTenant(sender.tenantId, (db) => db.alertEvent.findMany({ orderBy: { id: 'asc' } }));
    expect(events[0]?.facts).toMatchObject({ route: ['root', 'db'], alsoMatched: [['root', 'everything to the channel']] });
  });

  test('raise the priority and the SLA of their incident when they get worse', async () => {
    await save({ name: 'root', sla: [{ severity: 'CRITICAL', acknowledgeMinutes: 5 }] });
    await platform.receive(sender, firing('Up', { labels: { severity: 'low' } }));
    expect(await incidents()).toMatchObject([{ priority: 'P4', facts: { sla: { reason: 'no_target' } } }]);
    await platform.receive(sender, firing('Down', { labels: { severity: 'critical' } }));
    expect(await incidents()).toMatchObject([{ priority: 'P1', severity: 'CRITICAL', facts: { route: 'root', sla: { acknowledgeMinutes: 5 } } }]);
  });

  test('that say another severity are judged by their route again', async () => {
    sender = await platform.createSender('ALERTMANAGER', ['alertname']);
    await save({ name: 'root', severityRules: [{ matchers: [{ name: 'severity', op: '=', value: 'critical' }], severity: 'HIGH' }] });
    await platform.receive(sender, firing('Up', { labels: { severity: 'info' } }));
    await platform.receive(sender, firing('Up', { labels: { severity: 'critical' } }));
    expect(await incidents()).toMatchObject([{ severity: 'HIGH', priority: 'P2' }]);
  });

  test('take the new way as soon as a tree is saved, and leave incidents that are open where they are', async () => {
    const { tree } = await save({ name: 'root', groupBy: ['alertname'] });
    await platform.receive(sender, firing('Up', { labels: { team: 'db', pod: 'a' } }));
    await save({ ...tree, children: [{ name: 'db', matchers: team('db') }] }, 1);
    await platform.receive(sender, firing('Up', { labels: { team: 'db', pod: 'b' } }));
    expect((await incidents()).map(({ facts }) => facts)).toMatchObject([{ routePath: ['root'] }, { routePath: ['root', 'db'] }]);
    await platform.receive(sender, resolved('Up', { labels: { team: 'db', pod: 'a' } }));
    expect((await incidents()).map(({ status }) => status)).toEqual(['RESOLVED', 'TRIGGERED']);
  });

  test('without a team of their route belong to the team of their integration', async () => {
    await platform.database.inTenant(sender.tenantId, (db) => db.integration.updateMany({ data: { ownerTeamId: owner } }));
    await platform.receive(sender, firing('Up'));
    expect(await incidents()).toMatchObject([{ ownerTeamId: owner, facts: { route: 'default', owner: { reason: 'team_of_integration' } } }]);
  });
});

test('the set-up makes a tree once', async () => {
  const actor = systemActor(sender.tenantId);
  await saveRoutes(platform, actor, { tree: { name: 'root', children: [{ name: 'db' }] }, expectedVersion: null });
  await expect(saveRoutes(platform, actor, { tree: { name: 'other' }, expectedVersion: null })).rejects.toMatchObject({ code: 'CONFLICT' });
});
