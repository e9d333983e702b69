import { describeLineageQuery, type LineageUnderTest } from '#graph/conformance';
import { createGraph, type Graph } from '#graph/createGraph';
import { nameOf, type Walk } from '#graph/lineage';
import { recordLineage } from '#graph/recording/recordLineage';
import type { AlertFacts } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { describeWith } from '#tests/servers/describeWith';
import { type Neo4j, startNeo4j } from '#tests/servers/neo4j';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import neo4j from 'neo4j-driver';
import { uuidv7 } from 'uuidv7';

const account = { user: 'neo4j', password: '', database: 'neo4j' };
/** What a server that has just started may take on a busy machine: it plans every query for the first time. */
const patience = 180_000;

/** Waits until every change of the tenant stands in Neo4j, by the crons alone. */
async function settle(graph: Graph, tenantId: string): Promise<void> {
  const root = { kind: 'RULE', id: 'none' } as const;
  const deadline = Date.now() + patience / 2;
  for (;;) {
    for (const cron of graph.crons) await cron.run(new AbortController().signal);
    const { source, behind } = await graph.query.walk({ tenantId, root, direction: 'BOTH', depth: 1 });
    if (source === 'NEO4J' && behind === 0) return;
    if (Date.now() > deadline) throw new Error(`Neo4j is still ${behind} changes behind (${source} answers).`);
    await pause(100);
  }
}

describeWith(['neo4j'], 'lineage in Neo4j', () => {
  let server: Neo4j;
  beforeAll(async () => void (server = await startNeo4j()), patience);
  afterAll(() => server.stop(), patience);

  describeLineageQuery('NEO4J', async (): Promise<LineageUnderTest> => {
    const platform = await openTestPlatform();
    const graph = createGraph(platform, { neo4j: { uri: server.url, ...account, patienceMs: 20_000 } });
    return {
      platform,
      query: graph.query,
      settle: (tenantId) => settle(graph, tenantId),
      async close() {
        await graph.close();
        await platform.close();
      },
    };
  });
});

describeWith(['neo4j'], 'a Neo4j that goes away', () => {
  let platform: TestPlatform;
  let home: string;
  let server: Neo4j;
  let graph: Graph;

  beforeAll(async () => {
    platform = await openTestPlatform();
    home = await mkdtemp(join(tmpdir(), 'neo4j-kept-'));
    server = await startNeo4j({ home });
    graph = createGraph(platform, { neo4j: { uri: server.url, ...account, patienceMs: 20_000 } });
  }, patience);
  afterAll(async () => {
    await graph.close();
    await server.stop();
    await platform.close();
    await rm(home, { recursive: true, force: true });
  }, patience);

  const root = { kind: 'INCIDENT', id: uuidv7() } as const;
  const follow = async (tenantId: string, alerts: AlertFacts[]) => {
    const handler = graph.handlers.find(({ task }) => task.name === 'alerts.changed/recordAlertLineage');
    await handler?.run({ tenantId, payload: { at: new Date().toISOString(), alerts }, signal: new AbortController().signal });
  };
  const upstream = (tenantId: string) => graph.query.walk({ tenantId, root, direction: 'UPSTREAM', depth: 5 });
  /** Asks until Neo4j is the one that answers, and has it all. */
  const upstreamFromNeo4j = async (tenantId: string): Promise<Walk> => {
    for (const deadline = Date.now() + patience / 2; ; await pause(100)) {
      const found = await upstream(tenantId);
      if ((found.source === 'NEO4J' && found.behind === 0) || Date.now() > deadline) return found;
    }
  };

  test(
    'recording wakes the projection: no cron is needed',
    async () => {
      const { tenantId } = await platform.createTenant();
      await follow(tenantId, [firing('HostDown', root.id)]);
      const found = await upstreamFromNeo4j(tenantId);
      expect(found).toMatchObject({ source: 'NEO4J', behind: 0 });
      expect(found.nodes.map(({ kind, label }) => `${kind} ${label}`)).toEqual(['INCIDENT Incident', 'ALERT HostDown', 'METRIC up', 'RULE HostDown']);
    },
    patience,
  );

  test(
    'stopped, PostgreSQL answers and says how far Neo4j is behind; started again, Neo4j catches up',
    async () => {
      const { tenantId } = await platform.createTenant();
      await follow(tenantId, [firing('Before', root.id)]);
      await settle(graph, tenantId);
      const { port } = server;
      await server.stop();

      await follow(tenantId, [firing('While', root.id)]);
      for (const cron of graph.crons) await cron.run(new AbortController().signal);
      const fallback = await upstream(tenantId);
      expect(fallback).toMatchObject({ source: 'POSTGRES', behind: 1 });
      expect(fallback.nodes.map(nameOf)).toContain('RULE:While');
      const asked = Date.now();
      await upstream(tenantId);
      expect(Date.now() - asked).toBeLessThan(2_000);
      await expect(graph.rebuild({ tenantId })).rejects.toMatchObject({ code: 'UNAVAILABLE' });

      server = await startNeo4j({ home, port });
      await settle(graph, tenantId);
      const caughtUp = await upstreamFromNeo4j(tenantId);
      expect(caughtUp).toMatchObject({ source: 'NEO4J', behind: 0 });
      expect(caughtUp.nodes).toEqual(fallback.nodes);
    },
    patience,
  );

  test(
    'having lost its data, it is not asked, and is rebuilt by itself',
    async () => {
      const { tenantId } = await platform.createTenant();
      await follow(tenantId, [firing('Lost', root.id)]);
      await settle(graph, tenantId);
      await ask('MATCH (n) DETACH DELETE n');

      expect(await upstream(tenantId)).toMatchObject({ source: 'POSTGRES', behind: 1, truncated: false });
      await settle(graph, tenantId);
      expect((await upstreamFromNeo4j(tenantId)).nodes.map(nameOf)).toContain('RULE:Lost');
      expect(await ask('SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name')).toEqual([
        { name: 'lineage_node_key' },
        { name: 'lineage_projection_key' },
      ]);
    },
    patience,
  );

  test(
    'a rebuild takes out what PostgreSQL does not have, of this tenant only',
    async () => {
      const [one, two] = [await platform.createTenant(), await platform.createTenant()];
      for (const { tenantId } of [one, two]) {
        await follow(tenantId, [firing('Kept', root.id)]);
        await settle(graph, tenantId);
        await ask('CREATE (:LineageNode { tenantId: $tenantId, kind: "RULE", id: "stray", label: "", facts: "{}", change: 1 })', { tenantId });
      }
      await graph.rebuild({ tenantId: one.tenantId });
      const strays = await ask('MATCH (n:LineageNode { id: "stray" }) RETURN n.tenantId AS tenantId');
      expect(strays).toEqual([{ tenantId: two.tenantId }]);
      expect(await upstreamFromNeo4j(one.tenantId)).toMatchObject({ source: 'NEO4J', behind: 0 });

      await graph.rebuild('ALL');
      expect(await ask('MATCH (n:LineageNode { id: "stray" }) RETURN n')).toEqual([]);
    },
    patience,
  );

  test(
    'a Neo4j that holds more than PostgreSQL recorded is started over',
    async () => {
      const { tenantId } = await platform.createTenant();
      await follow(tenantId, [firing('Restored', root.id)]);
      await settle(graph, tenantId);
      await ask('MATCH (p:LineageProjection { tenantId: $tenantId }) SET p.reached = 99', { tenantId });
      await ask('CREATE (:LineageNode { tenantId: $tenantId, kind: "RULE", id: "future", label: "", facts: "{}", change: 99 })', { tenantId });
      for (const cron of graph.crons) await cron.run(new AbortController().signal);
      expect(await ask('MATCH (n:LineageNode { tenantId: $tenantId, id: "future" }) RETURN n', { tenantId })).toEqual([]);
      expect(await upstreamFromNeo4j(tenantId)).toMatchObject({ source: 'NEO4J', behind: 0 });
    },
    patience,
  );

  test(
    'behind, it is not asked by who needs a fresh answer',
    async () => {
      const { tenantId } = await platform.createTenant();
      await follow(tenantId, [firing('Old', root.id)]);
      await settle(graph, tenantId);
      const node = { kind: 'RULE', id: 'New' } as const;
      await transact(platform, systemActor(tenantId), ({ db, now }) =>
        recordLineage(db, [{ at: now.toISOString(), nodes: [{ ...node, label: 'New' }], edges: [] }]),
      );
      const request = { tenantId, root: node, direction: 'BOTH', depth: 1 } as const;
      const slightlyBehind = await graph.query.walk(request);
      expect(slightlyBehind).toMatchObject({ source: 'NEO4J', behind: 1, nodes: [] });
      expect(await graph.query.walk({ ...request, isFresh: true })).toMatchObject({ source: 'POSTGRES', behind: 1, nodes: [{ id: 'New' }] });
    },
    patience,
  );

  test(
    'several processes that project many changes at once bring each one over, once',
    async () => {
      const { tenantId } = await platform.createTenant();
      const others = [1, 2, 3].map(() => createGraph(platform, { neo4j: { uri: server.url, ...account, patienceMs: 20_000 } }));
      for (let round = 0; round < 12; round++) {
        await transact(platform, systemActor(tenantId), ({ db, now }) => {
          const ids = Array.from({ length: 300 }, (_, at) => `n${(round * 100 + at) % 1_000}`);
          return recordLineage(db, [
            {
              at: now.toISOString(),
              nodes: ids.map((id) => ({ kind: 'RESOURCE', id, label: `round ${round}`, facts: { round } })),
              edges: ids.map((id) => ({ from: { kind: 'RESOURCE', id }, kind: 'raised', to: { kind: 'RESOURCE', id: `n${(round * 7) % 1_000}` } })),
            },
          ]);
        });
        for (const { crons } of others) void crons[0]?.run(new AbortController().signal);
      }
      await Promise.all(others.map((other) => settle(other, tenantId)));
      await Promise.all(others.map((other) => other.close()));

      const held = await ask('MATCH (n:LineageNode { tenantId: $tenantId }) RETURN n.id AS id, n.label AS label ORDER BY n.id', { tenantId });
      const edges = await ask('MATCH (:LineageNode { tenantId: $tenantId })-[e:LEADS_TO]->() RETURN count(e) AS edges', { tenantId });
      const recorded = await platform.database.inTenant(tenantId, async (db) => ({
        nodes: await db.lineageNode.findMany({ select: { id: true, label: true } }),
        edges: await db.lineageEdge.count(),
      }));
      expect(held).toEqual(recorded.nodes.sort((a, b) => (a.id < b.id ? -1 : 1)));
      expect(edges).toEqual([{ edges: recorded.edges }]);
    },
    patience,
  );

  /** Straight to the server, past our own code. */
  async function ask(query: string, parameters: Record<string, unknown> = {}): Promise<unknown[]> {
    const driver = neo4j.driver(server.url, neo4j.auth.basic('', ''), { disableLosslessIntegers: true });
    try {
      const { records } = await driver.executeQuery(query, parameters);
      return records.map((record) => record.toObject());
    } finally {
      await driver.close();
    }
  }
});

function firing(name: string, incidentId: string): AlertFacts {
  return {
    id: uuidv7(),
    incidentId,
    fingerprint: name,
    name,
    status: 'FIRING',
    severity: 'HIGH',
    labels: { alertname: name },
    startsAt: new Date().toISOString(),
    generatorUrl: null,
    expression: 'up == 0',
  };
}
