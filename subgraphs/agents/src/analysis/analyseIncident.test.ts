import type { AlertFacts, EventPayload } from '#contracts/events';
import { createGraph, type Graph } from '#graph/createGraph';
import type { Caller } from '#kit/caller';
import type { Queue } from '#kit/queue';
import type { Platform } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { uuidv7 } from 'uuidv7';
import { createAgents } from '../subgraph.ts';
import { analyseIncident } from './analyseIncident.ts';
import { askForLooks } from './askForLooks.ts';
import { digestOf } from './keepInsight.ts';
import { lookAtIncidentTask } from './lookAtIncident.task.ts';
import { sweepLooks } from './sweepLooks.ts';

let platform: TestPlatform;
let graph: Graph;
let tenant: Caller;
let incidentId: string;
/** What was put into the queue, oldest first. */
let jobs: { task: string; payload: unknown; startAfter: Date | undefined }[];
/** What the clock shows, after noon. */
let elapsed: number;
let watched: Platform & { lineage: Graph['query'] };

const now = new Date('2026-01-01T12:00:00.000Z');
const at = (second: number) => new Date(now.getTime() + second * 1_000).toISOString();

beforeAll(async () => {
  platform = await openTestPlatform({ tasks: [lookAtIncidentTask] });
  graph = createGraph(platform);
});
beforeEach(async () => {
  tenant = await platform.createTenant();
  incidentId = uuidv7();
  jobs = [];
  const insertIn: Queue['insertIn'] = async (db, inserted) => {
    for (const { task, payload, startAfter } of inserted) jobs.push({ task: task.name, payload, startAfter });
    await platform.queue.insertIn(db, inserted);
  };
  elapsed = 0;
  const clock = { now: () => new Date(now.getTime() + 1_000 * elapsed) };
  watched = { ...platform, clock, queue: { ...platform.queue, insertIn }, lineage: graph.query };
});
afterAll(async () => {
  await graph.close();
  await platform.close();
});

const alert = (name: string, second: number): AlertFacts => ({
  id: uuidv7(),
  incidentId,
  fingerprint: name,
  name,
  status: 'FIRING',
  severity: 'HIGH',
  labels: {},
  startsAt: at(second),
  generatorUrl: null,
  expression: null,
});

const signal = new AbortController().signal;
const follow = (name: string, payload: unknown, tenantId = tenant.tenantId) =>
  graph.handlers.find(({ task }) => task.name === name)?.run({ tenantId, payload, signal });
const recordAlerts = (...alerts: AlertFacts[]) => follow('alerts.changed/recordAlertLineage', { at: at(0), alerts });
const link = ({ id }: AlertFacts, ...resources: { id: string; label: string }[]) =>
  follow('resources.linked/recordResourceLineage', {
    at: at(0),
    incidentIds: [incidentId],
    links: resources.map((resource) => ({ alertId: id, incidentId, expression: null, resource })),
    relations: [],
    alertIds: [],
    resources: [],
    subjects: [],
  } satisfies EventPayload<'resources.linked'>);
const ask = (tenantId = tenant.tenantId) => askForLooks(watched, tenantId, [incidentId]);
/** Lets the time come and looks, as a job does. */
const look = async (seconds = 1, tenantId = tenant.tenantId) => {
  elapsed += seconds;
  await analyseIncident(watched, tenantId, incidentId);
};
/** Asks and looks, after a rest. */
const analyse = async () => {
  elapsed += 10;
  await ask();
  await look();
};
const analyseAt = (seconds: number, platform: typeof watched) => {
  elapsed += seconds;
  return analyseIncident(platform, tenant.tenantId, incidentId);
};
const looks = () => jobs.filter(({ task }) => task === 'lookAtIncident').map(({ startAfter }) => startAfter?.toISOString());
const insights = (tenantId = tenant.tenantId) => platform.database.inTenant(tenantId, (db) => db.insight.findMany({ orderBy: { createdAt: 'asc' } }));
const found = () => jobs.filter(({ task }) => task === 'insight.found/recordTimeline').map(({ payload }) => payload);
const web = { id: uuidv7(), label: 'web-1' };

test('an incident whose lineage is whole gives an insight, and says so', async () => {
  const load = alert('HighLoad', 0);
  await recordAlerts(load);
  await link(load, web);
  await analyse();
  expect(await insights()).toMatchObject([
    {
      incidentId,
      verdict: 'SUSPECTS_RANKED',
      summary: expect.stringMatching(/^web-1 is the likeliest cause/),
      suspects: [{ kind: 'RESOURCE', id: web.id, label: 'web-1', score: 0.2, reasons: [{ kind: 'single_alert' }] }],
      evidence: [{ kind: 'single_alert' }],
    },
  ]);
  const [row] = await insights();
  expect(found()).toEqual([
    {
      insightId: row?.id,
      incidentId,
      at: row?.createdAt.toISOString(),
      verdict: 'SUSPECTS_RANKED',
      summary: row?.summary,
      suspects: [{ kind: 'RESOURCE', id: web.id, label: 'web-1', score: 0.2 }],
    },
  ]);
});

test('the same evidence gives one insight however often it is looked at, also at once', async () => {
  const load = alert('HighLoad', 0);
  await recordAlerts(load);
  await link(load, web);
  await ask();
  elapsed += 1;
  await Promise.all([look(0), look(0), look(0)]);
  await recordAlerts({ ...load, status: 'RESOLVED' });
  await analyse();
  expect(await insights()).toHaveLength(1);
  expect(found()).toHaveLength(1);
});

test('however often it is asked for, one look is pending, and the next waits for its rest', async () => {
  const load = alert('HighLoad', 0);
  await recordAlerts(load);
  await link(load, web);
  await Promise.all([ask(), ask(), ask()]);
  expect(looks()).toEqual([at(0.5)]);
  await look();
  await ask();
  await ask();
  expect(looks()).toEqual([at(0.5), at(11)]);
  await look(9);
  await look(1);
  expect(looks()).toEqual([at(0.5), at(11)]);
});

test('what is asked for while it looks is looked at after its rest', async () => {
  const load = alert('HighLoad', 0);
  await recordAlerts(load);
  await link(load, web);
  await ask();
  const walk: Graph['query']['walk'] = async (request) => {
    const seen = await graph.query.walk(request);
    await ask();
    return seen;
  };
  elapsed += 1;
  await analyseIncident({ ...watched, lineage: { walk } }, tenant.tenantId, incidentId);
  expect(await insights()).toHaveLength(1);
  expect(looks()).toEqual([at(0.5), at(11)]);
});

test('a look that ends after a later one changes nothing', async () => {
  const [first, second] = [alert('HighLoad', 0), alert('Latency', 60)];
  await recordAlerts(first);
  await link(first, web);
  await ask();
  const walk: Graph['query']['walk'] = async (request) => {
    const seen = await graph.query.walk(request);
    await recordAlerts(second);
    await link(second, web);
    await look(0);
    return seen;
  };
  await analyseAt(1, { ...watched, lineage: { walk } });
  expect(await insights()).toMatchObject([{ suspects: [{ score: 0.57 }] }]);
});

test('a look that dies leaves its incident due, and the sweep finds it when its job is lost', async () => {
  const load = alert('HighLoad', 0);
  await recordAlerts(load);
  await link(load, web);
  await ask();
  const walk: Graph['query']['walk'] = () => Promise.reject(new Error('no'));
  await expect(analyseAt(1, { ...watched, lineage: { walk } })).rejects.toThrow('no');
  await sweepLooks(watched);
  expect(looks()).toHaveLength(1);
  elapsed += 60;
  await sweepLooks(watched);
  expect(looks().length).toBeGreaterThan(1);
  await look();
  expect(await insights()).toHaveLength(1);
});

test('changed evidence gives a new insight, the newest last written', async () => {
  const [first, second] = [alert('HighLoad', 0), alert('Latency', 60)];
  await recordAlerts(first);
  await link(first, web);
  await analyse();
  await recordAlerts(second);
  await link(second, web);
  await analyse();
  const rows = await insights();
  expect(rows.map(({ suspects }) => suspects)).toMatchObject([[{ score: 0.2 }], [{ score: 0.57 }]]);
  expect(found()).toHaveLength(2);
});

test('what was found before and is found again becomes the newest', async () => {
  const load = alert('HighLoad', 0);
  await recordAlerts(load);
  await link(load, web);
  await analyse();
  const [original] = await insights();
  await platform.database.inTenant(tenant.tenantId, (db) =>
    db.insight.create({
      data: { incidentId, verdict: 'NOT_ENOUGH_EVIDENCE', summary: '', suspects: [], evidence: [], key: 'other', createdAt: new Date(at(30)) },
    }),
  );
  elapsed += 31;
  await analyse();
  const rows = await insights();
  expect(rows.map(({ key }) => key)).toEqual(['other', original?.key]);
  expect(rows[1]?.id).toBe(original?.id);
});

test.each(['alert first', 'resource first'])('nothing is concluded while one half of the lineage is missing: %s', async (order) => {
  const load = alert('HighLoad', 0);
  if (order === 'alert first') await recordAlerts(load);
  else await link(load, web);
  await ask();
  await look();
  expect(await insights()).toEqual([]);
  expect(looks()).toEqual([at(0.5), at(3)]);

  if (order === 'alert first') await link(load, web);
  else await recordAlerts(load);
  await look(2);
  expect(await insights()).toMatchObject([{ verdict: 'SUSPECTS_RANKED' }]);
});

test('a second look concludes from what is there', async () => {
  await recordAlerts(alert('Watchdog', 0));
  await ask();
  await look();
  await look(2);
  expect(await insights()).toMatchObject([
    {
      verdict: 'NOT_ENOUGH_EVIDENCE',
      suspects: [],
      summary: 'Not enough evidence: its only alert names no resource.',
      evidence: [{ kind: 'single_alert' }, { kind: 'missing_lineage' }],
    },
  ]);
  expect(found()).toMatchObject([{ verdict: 'NOT_ENOUGH_EVIDENCE', suspects: [] }]);
});

test('an incident of another tenant is nothing to look at', async () => {
  const load = alert('HighLoad', 0);
  await recordAlerts(load);
  await link(load, web);
  await ask();
  const other = await platform.createTenant();
  await look(1, other.tenantId);
  await ask(other.tenantId);
  await look(1, other.tenantId);
  await look(2, other.tenantId);
  expect([...(await insights()), ...(await insights(other.tenantId))]).toEqual([]);
});

test('the follower asks for a look at every incident of the event, and its task looks', async () => {
  const load = alert('HighLoad', 0);
  await recordAlerts(load);
  await link(load, web);
  const { handlers } = createAgents(watched);
  const run = (name: string, payload: unknown) =>
    handlers.find(({ task }) => task.name === name)?.run({ tenantId: tenant.tenantId, payload, signal });
  await run('lineage.recorded/analyseIncidents', { incidentIds: [uuidv7(), incidentId] });
  expect(looks()).toHaveLength(2);
  elapsed += 1;
  await run('lookAtIncident', { incidentId });
  expect(await insights()).toHaveLength(1);
});

test('a renamed suspect is not new evidence, a new score is', () => {
  const suspect = { kind: 'RESOURCE' as const, id: web.id, label: 'web-1', score: 0.2, reasons: [] };
  const finding = { verdict: 'SUSPECTS_RANKED' as const, summary: '', suspects: [suspect], evidence: [] };
  expect(digestOf({ ...finding, summary: 'new', suspects: [{ ...suspect, label: 'web-one' }] })).toBe(digestOf(finding));
  expect(digestOf({ ...finding, suspects: [{ ...suspect, score: 0.3 }] })).not.toBe(digestOf(finding));
});
