import type { Caller } from '#kit/caller';
import type { Prisma } from '#prisma/generated/client';
import { execute, parse } from 'graphql';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { giveFeedback } from '../run/giveFeedback.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

async function ask(caller: Caller, text: string) {
  const { context, close } = platform.automation.contextFor(caller);
  try {
    return JSON.parse(JSON.stringify(await execute({ schema: platform.automation.schema, document: parse(text), contextValue: context })));
  } finally {
    await close();
  }
}

const stats = '{ playbooks { edges { node { stats(days: 7) { runs succeeded failed medianSeconds p90Seconds savedMinutes helped didNotHelp } } } } }';

test('a playbook knows how its runs went, how long they took, what they saved and whether they helped', async () => {
  const caller = await platform.createTenant();
  const playbook = await platform.save(caller, [{}], { savesMinutes: 15 });
  for (let turn = 0; turn < 4; turn += 1) await platform.start(caller, playbook);
  await platform.wake(caller);
  const [one, two, three, four] = await platform.runs(caller);
  const set = (id: string | undefined, data: Prisma.RunUpdateManyMutationInput) =>
    platform.database.inTenant(caller.tenantId, (db) => db.run.updateMany({ where: { id: id ?? '' }, data }));
  const startedAt = new Date();
  const after = (seconds: number) => ({ startedAt, finishedAt: new Date(startedAt.getTime() + seconds * 1_000) });
  await set(one?.id, after(10));
  await set(two?.id, after(30));
  await set(three?.id, { ...after(60), status: 'TIMED_OUT' });
  await set(four?.id, { createdAt: new Date(Date.now() - 8 * 86_400_000) });
  await giveFeedback(platform, caller, { runId: one?.id ?? '', helped: true, text: 'at once' });
  await giveFeedback(platform, caller, { runId: two?.id ?? '', helped: true, text: null });
  await giveFeedback(platform, caller, { runId: two?.id ?? '', helped: false, text: null });
  expect((await ask(caller, stats)).data.playbooks.edges[0].node.stats).toEqual({
    ...{ runs: 3, succeeded: 2, failed: 1, medianSeconds: 20, p90Seconds: 28, savedMinutes: 30, helped: 1, didNotHelp: 1 },
  });
  expect((await ask(await platform.createTenant(), stats)).data.playbooks.edges).toEqual([]);
});

test('runs are counted by the days of a time zone, also the days without any', async () => {
  const caller = await platform.createTenant();
  const playbook = await platform.save(caller, [{}], { savesMinutes: 15 });
  for (let turn = 0; turn < 4; turn += 1) await platform.start(caller, playbook);
  await platform.wake(caller);
  const runs = await platform.runs(caller);
  // Midnight in Tokyo is three in the afternoon of the day before in UTC.
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
  const dayBefore = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  const at = (day: string, time: string) => new Date(`${day}T${time}+09:00`);
  const put = (index: number, createdAt: Date, seconds: number, status: 'SUCCEEDED' | 'FAILED' | 'CANCELLED') =>
    platform.database.inTenant(caller.tenantId, (db) =>
      db.run.updateMany({
        where: { id: runs[index]?.id ?? '' },
        data: { createdAt, startedAt: createdAt, finishedAt: new Date(createdAt.getTime() + seconds * 1_000), status },
      }),
    );
  await put(0, at(dayBefore(2), '00:00:00'), 10, 'SUCCEEDED');
  await put(1, at(dayBefore(2), '23:59:59'), 20, 'SUCCEEDED');
  await put(2, at(dayBefore(1), '00:30:00'), 60, 'FAILED');
  await put(3, at(dayBefore(3), '23:59:59'), 90, 'CANCELLED');
  const byDay = (args: string) =>
    ask(caller, `{ playbook(id: "${playbook.id}") { runsByDay(${args}) { day runs succeeded failed medianSeconds savedMinutes } } }`);
  const nothing = { runs: 0, succeeded: 0, failed: 0, medianSeconds: null, savedMinutes: 0 };
  expect((await byDay('days: 3, timeZone: "Asia/Tokyo"')).data.playbook.runsByDay).toEqual([
    { day: dayBefore(2), runs: 2, succeeded: 2, failed: 0, medianSeconds: 15, savedMinutes: 30 },
    { ...nothing, day: dayBefore(1), runs: 1, failed: 1 },
    { ...nothing, day: today },
  ]);
  const ofUtc: { runs: number }[] = (await byDay('days: 5')).data.playbook.runsByDay;
  expect(ofUtc).toHaveLength(5);
  expect(ofUtc.map(({ runs: count }) => count).toSorted()).toEqual([0, 0, 0, 2, 2]);
  expect((await byDay('days: 367')).errors[0].message).toMatch(/between 1 and 366/);
  expect((await byDay('days: 1, timeZone: "Atlantis"')).errors[0].message).toMatch(/not the name of a time zone/);
});

test('playbooks are listed with their last runs, those that helped before those that did not, page by page', async () => {
  const caller = await platform.createTenant();
  const [bad, good, fresh] = [
    await platform.save(caller, [{ expectStatus: [404] }], { name: 'a bad', tags: ['disk'] }),
    await platform.save(caller, [{}], { name: 'z good', tags: ['disk'] }),
    await platform.save(caller, [{}], { name: 'm fresh' }),
  ];
  for (const playbook of [bad, good, good]) await platform.start(caller, playbook);
  await platform.wake(caller);
  const helped = (await platform.runs(caller)).find(({ playbookId }) => playbookId === good.id);
  await giveFeedback(platform, caller, { runId: helped?.id ?? '', helped: true, text: null });
  const list = async (args: string) =>
    (
      await ask(
        caller,
        `{ playbooks(${args}) { totalCount edges { cursor node { name lastRuns(first: 2) { id status seconds } } } pageInfo { hasNextPage } } }`,
      )
    ).data.playbooks;
  const first = await list('order: RANK, first: 2');
  expect(first.edges.map(({ node }: { node: { name: string } }) => node.name)).toEqual(['z good', 'm fresh']);
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
  expect(first.edges[0].node.lastRuns).toMatchObject([{ status: 'SUCCEEDED' }, { status: 'SUCCEEDED', seconds: expect.any(Number) }]);
  expect(first.edges[1].node.lastRuns).toEqual([]);
  const rest = await list(`order: RANK, first: 2, after: "${first.edges[1].cursor}"`);
  expect(rest.edges).toMatchObject([{ node: { name: 'a bad', lastRuns: [{ status: 'FAILED' }] } }]);
  const ofTag = await list('order: RANK, filter: { tag: "disk", text: "BAD" }');
  expect(ofTag).toMatchObject({ totalCount: 1, edges: [{ node: { name: 'a bad' } }] });
  expect((await list('order: RANK, filter: { archived: true }')).edges).toEqual([]);
  expect((await list('order: NAME')).edges.map(({ node }: { node: { name: string } }) => node.name)).toEqual(['a bad', 'm fresh', 'z good']);
  expect(fresh.version).toBe(1);
});

test('a run that goes on is not judged yet, nor one of another tenant', async () => {
  const caller = await platform.createTenant();
  const playbook = await platform.save(caller, [{ kind: 'wait', id: 'w', name: 'W', seconds: 60 }]);
  const started = await platform.start(caller, playbook);
  const runId = started.started ? started.runId : '';
  await expect(giveFeedback(platform, caller, { runId, helped: true, text: null })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(giveFeedback(platform, await platform.createTenant(), { runId, helped: true, text: null })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('playbooks for an incident, the one that helped with the same alert first', async () => {
  const caller = await platform.createTenant();
  const incident = exampleIncident();
  await platform.database.inTenant(caller.tenantId, async (db) => {
    const route = await db.route.create({ data: { name: 'r', position: 0, matchers: [], groupBy: [], groupWaitMs: 0 } as never });
    await db.incident.create({
      data: {
        id: incident.id,
        number: 1,
        title: 'x',
        status: 'TRIGGERED',
        severity: 'HIGH',
        labels: incident.labels,
        groupKey: 'g',
        reason: 'x',
        facts: {},
        routeId: route.id,
        openedAt: new Date(),
        updatedAt: new Date(),
      } as never,
    });
  });
  const [helps, unknown, fails] = [
    await platform.save(caller, [{}], { name: 'c helps' }),
    await platform.save(caller, [{}], { name: 'b unknown' }),
    await platform.save(caller, [{ expectStatus: [404] }], { name: 'a fails' }),
  ];
  for (const playbook of [helps, fails]) await platform.start(caller, playbook, { incident });
  await platform.wake(caller);
  const run = (await platform.runs(caller)).find(({ playbookId }) => playbookId === helps?.id);
  await giveFeedback(platform, caller, { runId: run?.id ?? '', helped: true, text: null });
  const query = `{ playbooksForIncident(incidentId: "${incident.id}") { playbook { id } score reason here } }`;
  const { data, errors } = await ask(caller, query);
  expect(errors).toBeUndefined();
  expect(data.playbooksForIncident).toEqual([
    { playbook: { id: helps?.id }, score: 0.75, reason: 'helped_here', here: { helped: 1, didNotHelp: 0, succeeded: 0, failed: 0 } },
    { playbook: { id: unknown?.id }, score: 0.5, reason: 'never_run', here: { helped: 0, didNotHelp: 0, succeeded: 0, failed: 0 } },
    { playbook: { id: fails?.id }, score: 0.35, reason: 'failed_here', here: { helped: 0, didNotHelp: 0, succeeded: 0, failed: 1 } },
  ]);
  expect((await ask(await platform.createTenant(), query)).errors[0].message).toMatch(/There is no incident/);
});
