import type { AlertFacts, EventPayload } from '#contracts/events';
import { createGraph, type Graph } from '#graph/createGraph';
import type { Caller } from '#kit/caller';
import type { Queue } from '#kit/queue';
import type { Platform } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { uuidv7 } from 'uuidv7';
import { createAgents } from '../subgraph.ts';
import { analyseIncident, digestOf, lookAgain } from './analyseIncident.ts';

let platform: TestPlatform;
let graph: Graph;
let tenant: Caller;
let incidentId: string;
/** What was put into the queue, oldest first. */
let jobs: { task: string; payload: unknown; startAfter: Date | undefined }[];
let watched: Platform & { lineage: Graph['query'] };

const now = new Date('2026-01-01T12:00:00.000Z');
const at = (second: number) => new Date(now.getTime() + second * 1_000).toISOString();

beforeAll(async () => {
  platform = await openTestPlatform({ tasks: [lookAgain] as never });
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
  let seconds = 0;
  const clock = { now: () => new Date(now.getTime() + 1_000 * seconds++) };
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
  } satisfies EventPayload<'resources.linked'>);
const analyse = (look: 'first' | 'second' = 'first', tenantId = tenant.tenantId) => analyseIncident(watched, tenantId, incidentId, look);
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
  await Promise.all([analyse(), analyse(), analyse('second')]);
  await recordAlerts({ ...load, status: 'RESOLVED' });
  await analyse();
  expect(await insights()).toHaveLength(1);
  expect(found()).toHaveLength(1);
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
  for (let looks = 0; looks < 31; looks++) watched.clock.now();
  await analyse();
  const rows = await insights();
  expect(rows.map(({ key }) => key)).toEqual(['other', original?.key]);
  expect(rows[1]?.id).toBe(original?.id);
});

test.each(['alert first', 'resource first'])('nothing is concluded while one half of the lineage is missing: %s', async (order) => {
  const load = alert('HighLoad', 0);
  if (order === 'alert first') await recordAlerts(load);
  else await link(load, web);
  await analyse();
  expect(await insights()).toEqual([]);
  expect(jobs).toEqual([{ task: 'lookAgainAtIncident', payload: { incidentId }, startAfter: new Date(at(2)) }]);

  if (order === 'alert first') await link(load, web);
  else await recordAlerts(load);
  await analyse();
  await analyse('second');
  expect(await insights()).toMatchObject([{ verdict: 'SUSPECTS_RANKED' }]);
});

test('a second look concludes from what is there', async () => {
  await recordAlerts(alert('Watchdog', 0));
  await analyse('second');
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
  const other = await platform.createTenant();
  await analyse('first', other.tenantId);
  await analyse('second', other.tenantId);
  expect([...(await insights()), ...(await insights(other.tenantId))]).toEqual([]);
});

test('the followers look at every incident of the event, and at the one to look at again', async () => {
  const load = alert('HighLoad', 0);
  await recordAlerts(load);
  const { handlers } = createAgents(watched);
  const run = (name: string, payload: unknown) =>
    handlers.find(({ task }) => task.name === name)?.run({ tenantId: tenant.tenantId, payload, signal });
  await run('lineage.recorded/analyseIncidents', { incidentIds: [uuidv7(), incidentId] });
  expect(await insights()).toEqual([]);
  await run('lookAgainAtIncident', { incidentId });
  expect(await insights()).toHaveLength(1);
});

test('a renamed suspect is not new evidence, a new score is', () => {
  const suspect = { kind: 'RESOURCE' as const, id: web.id, label: 'web-1', score: 0.2, reasons: [] };
  const finding = { verdict: 'SUSPECTS_RANKED' as const, summary: '', suspects: [suspect], evidence: [] };
  expect(digestOf({ ...finding, summary: 'new', suspects: [{ ...suspect, label: 'web-one' }] })).toBe(digestOf(finding));
  expect(digestOf({ ...finding, suspects: [{ ...suspect, score: 0.3 }] })).not.toBe(digestOf(finding));
});
