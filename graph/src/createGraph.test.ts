import { type EventName, type EventPayload, events, type AlertFacts } from '#contracts/events';
import type { Caller } from '#kit/caller';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { Client } from 'pg';
import { uuidv7 } from 'uuidv7';
import { createGraph, type Graph } from './createGraph.ts';
import { nameOf, type NodeKey } from './lineage.ts';

let platform: TestPlatform;
let graph: Graph;
let tenant: Caller;
beforeAll(async () => {
  platform = await openTestPlatform();
  graph = createGraph(platform);
});
beforeEach(async () => void (tenant = await platform.createTenant()));
afterAll(async () => {
  await graph.close();
  await platform.close();
});

const at = '2026-01-01T00:00:00.000Z';
const incidentId = uuidv7();
const incident = { kind: 'INCIDENT', id: incidentId } as const;

/** Runs every follower that the graph brings for the event, twice: the second time must change nothing. */
async function follow<Name extends EventName>(event: Name, payload: EventPayload<Name>, within = tenant.tenantId): Promise<void> {
  const followers = graph.handlers.filter(({ task }) => task.name.startsWith(`${event}/`));
  expect(followers).not.toEqual([]);
  for (const { run } of followers) {
    await run({ tenantId: within, payload, signal: new AbortController().signal });
    const before = await clock(within);
    await run({ tenantId: within, payload, signal: new AbortController().signal });
    expect(await clock(within)).toBe(before);
  }
}

const clock = (within: string) => platform.database.inTenant(within, async (db) => (await db.lineageClock.findFirst())?.change);

async function story(root: NodeKey, within = tenant.tenantId): Promise<string[]> {
  const { nodes, edges } = await graph.query.walk({ tenantId: within, root, direction: 'BOTH', depth: 10 });
  const labels = new Map(nodes.map((node) => [nameOf(node), node.label]));
  return edges.map(({ from, kind, to }) => `${labels.get(nameOf(from))} ${kind} ${labels.get(nameOf(to))}`).sort();
}

const alertOf = (facts: Partial<AlertFacts> = {}): AlertFacts => ({
  id: uuidv7(),
  incidentId,
  fingerprint: 'f',
  name: 'HostDown',
  status: 'FIRING',
  severity: 'CRITICAL',
  labels: { instance: 'db-1' },
  startsAt: at,
  generatorUrl: null,
  expression: 'up == 0 unless maintenance',
  ...facts,
});
const opened = {
  id: incidentId,
  number: 7,
  title: 'db-1 is down',
  status: 'TRIGGERED',
  severity: 'CRITICAL',
  labels: {},
  openedAt: at,
  acknowledgedAt: null,
  resolvedAt: null,
} as const;

test('brings exactly the followers that the contract names as lineage', () => {
  const named = (Object.keys(events) as EventName[]).flatMap((event) =>
    events[event].followers.filter((follower: string) => follower.endsWith('Lineage')).map((follower: string) => `${event}/${follower}`),
  );
  expect(graph.handlers.map(({ task }) => task.name).sort()).toEqual(named.sort());
});

test('the whole path: rule, metrics, resource, alert, incident, delivery, run, insight', async () => {
  const [alert, hostId, podId] = [alertOf(), uuidv7(), uuidv7()];
  await follow('resources.linked', {
    at,
    incidentIds: [incidentId],
    links: [{ alertId: alert.id, incidentId, expression: alert.expression, resource: { id: podId, label: 'pod cart' } }],
    relations: [
      { from: podId, to: hostId, kind: 'runs_on' },
      { from: hostId, to: podId, kind: 'peers_with' },
    ],
    alertIds: [alert.id],
    resources: [],
    subjects: [],
  });
  await follow('alerts.changed', { at, alerts: [alert] });
  await follow('incident.opened', { incident: opened });
  await follow('delivery.finished', {
    deliveryId: uuidv7(),
    incidentId,
    at,
    event: 'opened',
    status: 'DELIVERED',
    channelName: 'hook',
    attempts: 1,
    outcome: 'delivered',
  });
  await follow('run.finished', {
    runId: uuidv7(),
    incidentId,
    at,
    status: 'SUCCEEDED',
    playbookName: 'Restart',
    triggerName: 'critical',
    outcome: 'ok',
  });
  await follow('insight.found', { insightId: uuidv7(), incidentId, at, verdict: 'SUSPECTS_RANKED', summary: 'It is cart', suspects: [] });

  expect(await story(incident)).toEqual(
    [
      '#7 db-1 is down answered_by Restart',
      '#7 db-1 is down explained_by It is cart',
      '#7 db-1 is down notified_by hook',
      'HostDown part_of #7 db-1 is down',
      'HostDown reads maintenance',
      'HostDown reads up',
      'Resource hosts pod cart',
      'Resource relates_to pod cart',
      'maintenance measures pod cart',
      'maintenance raised HostDown',
      'pod cart raised HostDown',
      'up measures pod cart',
      'up raised HostDown',
    ].sort(),
  );
});

test('an incident that a person opened about a resource is led to from it, and from what carries it', async () => {
  const [hostId, podId] = [uuidv7(), uuidv7()];
  await follow('incident.opened', { incident: opened });
  await follow('resources.linked', {
    ...{ at, incidentIds: [incidentId], links: [], alertIds: [], resources: [] },
    relations: [{ from: podId, to: hostId, kind: 'runs_on' }],
    subjects: [{ incidentId, resource: { id: podId, label: 'pod cart' } }],
  });
  expect(await story(incident)).toEqual(['Resource hosts pod cart', 'pod cart subject_of #7 db-1 is down']);
  const upstream = await graph.query.walk({ tenantId: tenant.tenantId, root: incident, direction: 'UPSTREAM', depth: 2 });
  expect(upstream.nodes.map(({ id }) => id).sort()).toEqual([hostId, podId, incidentId].sort());
});

test.each([
  [{ expression: 'up ==' }, { expression: 'up ==', metrics: 'broken_promql' }],
  [{ expression: null }, { expression: null, metrics: 'no_expression' }],
  [
    { expression: null, generatorUrl: 'not an address' },
    { expression: null, metrics: 'no_expression' },
  ],
])('without a metric the rule raised the alert, and its facts say why: %j', async (facts, expected) => {
  const alert = alertOf(facts);
  await follow('alerts.changed', { at, alerts: [alert] });
  expect(await story({ kind: 'ALERT', id: alert.id })).toEqual(['HostDown part_of Incident', 'HostDown raised HostDown']);
  const { nodes } = await graph.query.walk({ tenantId: tenant.tenantId, root: { kind: 'RULE', id: 'HostDown' }, direction: 'DOWNSTREAM', depth: 1 });
  expect(nodes[0]?.facts).toEqual(expected);
});

test("the expression is read out of Prometheus's generator address", async () => {
  const alert = alertOf({
    expression: null,
    incidentId: null,
    generatorUrl: 'http://prometheus:9090/graph?g0.expr=rate%28errors_total%5B5m%5D%29+%3E+1&g0.tab=1',
  });
  await follow('alerts.changed', { at, alerts: [alert] });
  expect(await story({ kind: 'ALERT', id: alert.id })).toEqual(['HostDown reads errors_total', 'errors_total raised HostDown']);
});

test('a rule leads to its metrics before anything fires, and its alerts join the same rule', async () => {
  const rule = { id: uuidv7(), name: 'HostDown', expression: 'up == 0 unless maintenance', isGone: false };
  const ruleNode = { kind: 'RULE', id: 'HostDown' } as const;
  const facts = { expression: rule.expression, metrics: 'parsed' };
  const factsOfRule = async () =>
    (await graph.query.walk({ tenantId: tenant.tenantId, root: ruleNode, direction: 'DOWNSTREAM', depth: 1 })).nodes[0]?.facts;
  await follow('rules.synced', { at, rules: [rule, { ...rule, id: uuidv7(), name: 'Gone', isGone: true }] });
  expect(await story(ruleNode)).toEqual(['HostDown reads maintenance', 'HostDown reads up']);
  expect(await factsOfRule()).toEqual(facts);

  const alert = alertOf({ expression: null });
  await follow('alerts.changed', { at: '2026-01-01T00:01:00.000Z', alerts: [alert] });
  expect(await factsOfRule()).toEqual(facts);
  await follow('rules.matched', { at: '2026-01-01T00:02:00.000Z', alerts: [{ ...alert, expression: rule.expression }] });
  expect(await story({ kind: 'ALERT', id: alert.id })).toEqual(
    [
      'HostDown part_of Incident',
      'HostDown raised HostDown',
      'HostDown reads maintenance',
      'HostDown reads up',
      'maintenance raised HostDown',
      'up raised HostDown',
    ].sort(),
  );
});

test('alerts and resources each say that the lineage of their incidents is recorded', async () => {
  const alert = alertOf();
  const queued = async () => (await jobs('lineage.recorded/analyseIncidents')).filter(({ tenantId }) => tenantId === tenant.tenantId);
  await follow('alerts.changed', { at, alerts: [alert, alertOf({ incidentId: null })] });
  expect(await queued()).toMatchObject(Array(2).fill({ tenantId: tenant.tenantId, payload: { incidentIds: [incidentId] } }));
  await follow('resources.linked', { at, incidentIds: [incidentId], links: [], relations: [], alertIds: [], resources: [], subjects: [] });
  expect(await queued()).toHaveLength(4);
});

test('a batch of 500 alerts is one change', async () => {
  const alerts = Array.from({ length: 500 }, (_, n) => alertOf({ name: `Rule${n % 20}`, expression: `metric_${n % 30} > 1` }));
  await follow('alerts.changed', { at, alerts });
  expect(await clock(tenant.tenantId)).toBe(1n);
});

test("another tenant's event about the same incident stays in that tenant", async () => {
  const other = await platform.createTenant();
  await follow('alerts.changed', { at, alerts: [alertOf()] });
  await follow('incident.opened', { incident: { ...opened, title: 'theirs' } }, other.tenantId);
  expect(await story(incident)).toContain('HostDown part_of Incident');
  expect(await story(incident, other.tenantId)).toEqual([]);
});

test('without Neo4j there is nothing to project, and a rebuild says so', async () => {
  expect(graph.crons).toEqual([]);
  await expect(graph.rebuild('ALL')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

async function jobs(queue: string): Promise<{ tenantId: string; payload: unknown }[]> {
  const client = new Client({ connectionString: platform.test.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ data: { tenantId: string; payload: unknown } }>('SELECT data FROM pgboss.job WHERE name = $1', [queue]);
    return rows.map(({ data }) => data);
  } finally {
    await client.end();
  }
}
