import { createGraph } from '#graph/createGraph';
import { createRedisLive } from '#kit/live';
import { createLog } from '#kit/log';
import { readinessAnswer } from '#kit/readiness';
import { connectDatabase } from '#kit/tenant';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { freePort } from './embedded/freePort.ts';
import { serversReady } from './ready.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

test('an embedded process has its database and nothing else to wait for', async () => {
  const graph = createGraph(platform);
  expect(await serversReady(platform, {}, graph)).toEqual([{ name: 'database', state: 'ready' }]);
});

test('without Redis and Neo4j it is degraded, and says so in time', async () => {
  const log = createLog('test', 'fatal');
  const REDIS_URL = `redis://127.0.0.1:${await freePort()}`;
  const live = createRedisLive(REDIS_URL, log);
  const graph = createGraph(
    { ...platform, log },
    { neo4j: { uri: `bolt://127.0.0.1:${await freePort()}`, user: 'neo4j', password: '', database: 'neo4j' } },
  );
  const startedAt = performance.now();
  expect(readinessAnswer(await serversReady({ ...platform, live }, { REDIS_URL }, graph))).toEqual({
    status: 200,
    body: {
      status: 'degraded',
      ready: ['database'],
      degraded: [
        { name: 'redis', detail: 'Redis does not answer.' },
        { name: 'neo4j', detail: expect.stringMatching(/^(Neo4j does not answer\.|No answer within 2000 ms\.)$/) },
      ],
      notReady: [],
    },
  });
  expect(performance.now() - startedAt).toBeLessThan(4_000);
  await live.close();
  await graph.close();
});

test('without its database it is not ready', async () => {
  const database = connectDatabase(`postgres://sre_app@127.0.0.1:${await freePort()}/sre`);
  const { status, headers, body } = readinessAnswer(await serversReady({ ...platform, database }, {}));
  expect([status, headers?.['retry-after']]).toEqual([503, '2']);
  expect(body).toMatchObject({ status: 'not ready', notReady: [{ name: 'database', detail: 'The database does not answer.' }] });
  await database.close();
});
