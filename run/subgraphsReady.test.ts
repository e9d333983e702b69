import { type Readiness, readinessAnswer } from '#kit/readiness';
import { type HttpResponse, serve, type Served } from '#kit/serve';
import { createLog } from '#kit/log';
import { subgraphNames, type SubgraphName } from '#kit/subgraph';
import { freePort } from './embedded/freePort.ts';
import { subgraphsReady } from './subgraphsReady.ts';

/** Subgraphs whose `/readyz` answers what the test says: `silent` takes the question and keeps it. */
type Mood = Readiness[] | HttpResponse | 'silent';

const healthy: Readiness[] = [{ name: 'database', state: 'ready' }];
let moods: Partial<Record<SubgraphName, Mood>> = {};
let served: Served;
let addresses: Record<SubgraphName, string>;
let release: () => void;
const released = new Promise<void>((resolve) => (release = resolve));

beforeAll(async () => {
  const routes = subgraphNames.map((name) => ({
    method: 'GET' as const,
    path: `/${name}/readyz`,
    async handle(): Promise<HttpResponse> {
      const mood = moods[name] ?? healthy;
      if (mood === 'silent') await released;
      return mood === 'silent' ? { status: 200 } : Array.isArray(mood) ? readinessAnswer(mood) : mood;
    },
  }));
  served = await serve({ routes, host: '127.0.0.1', port: 0, log: createLog('test', 'error') });
  addresses = Object.fromEntries(subgraphNames.map((name) => [name, `http://127.0.0.1:${served.port}/${name}`])) as typeof addresses;
});
afterAll(async () => {
  release();
  await served.close();
});
beforeEach(() => (moods = {}));

/** A silent subgraph is waited for no longer than this; the others answer within it also on a busy machine. */
const deadlineMs = 2_000;

async function gatewaySays(change: Partial<typeof addresses> = {}) {
  const own: Readiness[] = [{ name: 'database', state: 'ready' }];
  return readinessAnswer([...own, ...(await subgraphsReady({ ...addresses, ...change }, deadlineMs))]);
}

test('every subgraph is named, and what several of them share once', async () => {
  moods.resources = [...healthy, { name: 'neo4j', state: 'ready' }];
  const { status, body } = await gatewaySays();
  expect(status).toBe(200);
  expect(body).toEqual({ status: 'ready', ready: ['database', ...subgraphNames, 'neo4j'], degraded: [], notReady: [] });
});

test('what one of them misses is missed, whatever the others say', async () => {
  moods.resources = [...healthy, { name: 'neo4j', state: 'degraded', detail: 'Neo4j does not answer.' }];
  moods.agents = [...healthy, { name: 'neo4j', state: 'ready' }];
  expect((await gatewaySays()).body).toMatchObject({ status: 'degraded', degraded: [{ name: 'neo4j', detail: 'Neo4j does not answer.' }] });
});

test('a subgraph that is missing only degrades, and is named with what is wrong', async () => {
  moods.notify = [{ name: 'database', state: 'not ready', detail: 'The database does not answer.' }];
  moods.automation = 'silent';
  moods.identity = { status: 200, body: '<h1>nginx</h1>' };
  const { status, body } = await gatewaySays({ agents: `http://127.0.0.1:${await freePort()}` });
  expect(status).toBe(200);
  expect(body).toEqual({
    status: 'degraded',
    ready: ['database', 'incidents', 'resources'],
    degraded: [
      { name: 'automation', detail: 'No answer within 2000 ms.' },
      { name: 'notify', detail: 'is not ready: database' },
      { name: 'identity', detail: 'answers 200, and not as a subgraph does' },
      { name: 'agents', detail: 'does not answer' },
    ],
    notReady: [],
  });
});

test('without any subgraph the gateway is not ready', async () => {
  for (const name of subgraphNames) moods[name] = { status: 503, body: {} };
  const { status, body } = await gatewaySays();
  expect(status).toBe(503);
  expect(body).toMatchObject({ status: 'not ready', ready: ['database'], notReady: subgraphNames.map((name) => ({ name })) });
});
