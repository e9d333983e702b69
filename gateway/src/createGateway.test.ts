import { getIntrospectionQuery } from 'graphql';
import { createHash } from 'node:crypto';
import type { Readiness } from '#kit/readiness';
import { addIncident, createCaller, type Platform, startPlatform, tokenOf } from '../fixture/platform.ts';

const titles = '{ incidents { edges { node { title } } } }';
const codesOf = ({ body }: { body: { errors?: { extensions: { code: string } }[] } }) => (body.errors ?? []).map(({ extensions }) => extensions.code);

async function post(platform: Platform, ...request: Parameters<Platform['post']>) {
  const { text, ...response } = await platform.post(...request);
  return { ...response, body: JSON.parse(text) };
}

describe('POST /graphql', () => {
  let platform: Platform;
  const caller = createCaller();
  beforeAll(async () => {
    platform = await startPlatform({ limits: { bodyBytes: 4_000 } });
    addIncident(platform, caller.tenantId);
  });
  afterAll(() => platform.close());

  it('answers a query, uncached and with the request id', async () => {
    const { status, headers, body } = await post(platform, { query: titles }, caller, { 'x-request-id': 'given-by-proxy' });
    expect([status, headers.get('cache-control'), headers.get('x-request-id')]).toEqual([200, 'no-store', 'given-by-proxy']);
    expect(body).toEqual({ data: { incidents: { edges: [{ node: { title: 'Disk is full' } }] } } });
  });

  it('runs mutations as the caller', async () => {
    const incident = addIncident(platform, caller.tenantId);
    const mutation = {
      query: 'mutation ($id: ID!) { acknowledgeIncident(id: $id) { status acknowledgedBy { name } } }',
      variables: { id: incident.id },
    };
    expect((await post(platform, mutation, caller)).body.data.acknowledgeIncident).toEqual({
      status: 'ACKNOWLEDGED',
      acknowledgedBy: { name: 'Person p1' },
    });
    expect(codesOf(await post(platform, mutation, createCaller()))).toEqual(['NOT_FOUND']);
    expect(codesOf(await post(platform, mutation, { ...caller, permissions: ['incidents:read'] }))).toEqual(['FORBIDDEN']);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain; application/json', ''])(
    'refuses %p, which a browser would send to another origin unasked',
    async (type) => {
      const response = await post(platform, { query: titles }, caller, { 'content-type': type });
      expect(response.status).toBe(415);
      expect(codesOf(response)).toEqual(['UNSUPPORTED_ENCODING']);
    },
  );

  it('has no GET', async () => {
    const response = await fetch(`${platform.graphqlUrl}?query=${encodeURIComponent(titles)}`, { headers: { authorization: tokenOf(caller) } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each([
    ['no identity', { query: titles }, null, 401, 'UNAUTHENTICATED'],
    ['no JSON', '{', caller, 400, 'MALFORMED_BODY'],
    ['no operation', {}, caller, 400, 'BAD_USER_INPUT'],
    ['a syntax error', { query: '{' }, caller, 400, 'BAD_USER_INPUT'],
    ['an unknown field', { query: '{ nothing }' }, caller, 400, 'BAD_USER_INPUT'],
    ['a wrong variable', { query: 'query ($id: ID!) { incident(id: $id) { id } }', variables: { id: {} } }, caller, 400, 'BAD_USER_INPUT'],
    ['a date that is none', { query: '{ incidents(filter: { openedAfter: "yesterday" }) { totalCount } }' }, caller, 400, 'BAD_USER_INPUT'],
    ['too large a body', { query: titles, variables: { padding: 'x'.repeat(5_000) } }, caller, 413, 'BODY_TOO_LARGE'],
    [
      'too costly a query',
      {
        query:
          'query ($n: Int) { incidents(first: $n) { edges { node { related(first: $n) { edges { node { related(first: $n) { edges { cursor } } } } } } } } }',
        variables: { n: 200 },
      },
      caller,
      400,
      'QUERY_TOO_COMPLEX',
    ],
    ['a subscription', { query: 'subscription { incidentChanged { sequence } }' }, caller, 400, 'BAD_USER_INPUT'],
    ['an empty batch', [], caller, 400, 'BAD_USER_INPUT'],
    ['too large a batch', Array.from({ length: 11 }, () => ({ query: titles })), caller, 400, 'BAD_USER_INPUT'],
  ])('refuses %s with its code and advice', async (_, body, by, status, code) => {
    const response = await post(platform, body, by);
    expect([response.status, codesOf(response)]).toEqual([status, [code]]);
    expect(response.body.errors[0].extensions.advice).toEqual(expect.any(String));
    expect(response.body).not.toHaveProperty('data');
  });

  it('answers a batch in order, each operation by itself', async () => {
    const { status, body } = await post(platform, [{ query: titles }, { query: '{ nothing }' }, { query: '{ viewer { tenantId } }' }], caller);
    expect(status).toBe(200);
    expect(body.map((one: object) => 'errors' in one)).toEqual([false, true, false]);
    expect(body[2].data.viewer.tenantId).toBe(caller.tenantId);
  });

  it('tells the schema with its live fields outside production', async () => {
    const { body } = await post(platform, { query: getIntrospectionQuery() }, caller);
    expect(body.data.__schema.subscriptionType.name).toBe('Subscription');
  });

  it('counts what it executes and what it refuses', async () => {
    await post(platform, { query: titles }, caller);
    await post(platform, { query: '{ nothing }' }, caller);
    expect(await platform.metric('sre_gateway_operation_seconds_count{operation="unregistered",outcome="ok"}')).toBeGreaterThan(0);
    expect(await platform.metric('sre_gateway_refused_total{code="BAD_USER_INPUT"}')).toBeGreaterThan(0);
    expect(await platform.metric('sre_gateway_subrequest_seconds_count{subgraph="incidents",outcome="ok"}')).toBeGreaterThan(0);
  });
});

describe('in production', () => {
  const text = 'query Titles { incidents { edges { node { title } } } }';
  const documentId = createHash('sha256').update(text).digest('hex');
  let platform: Platform;
  beforeAll(async () => void (platform = await startPlatform({ production: true, trustedDocuments: { [documentId]: text } })));
  afterAll(() => platform.close());

  it('answers Grafana with registered documents, and keys with any', async () => {
    const viaGrafana = createCaller({ via: 'GRAFANA' });
    expect((await post(platform, { documentId }, viaGrafana)).status).toBe(200);
    expect(codesOf(await post(platform, { query: titles }, viaGrafana))).toEqual(['QUERY_NOT_TRUSTED']);
    expect((await post(platform, { query: titles }, createCaller())).status).toBe(200);
    expect(await platform.metric('sre_gateway_operation_seconds_count{operation="Titles",outcome="ok"}')).toBe(1);
  });

  it('hides the schema', async () => {
    expect((await post(platform, { query: getIntrospectionQuery() }, createCaller())).status).toBe(400);
    expect((await post(platform, { query: '{ incidnts { totalCount } }' }, createCaller())).body.errors[0].message).not.toContain('Did you mean');
  });
});

describe('health', () => {
  it('is alive, and names everything that is not as it should be', async () => {
    let database: Readiness = { name: 'database', state: 'not ready', detail: 'The database does not answer.' };
    const neo4j: Readiness = { name: 'neo4j', state: 'degraded', detail: 'Neo4j does not answer.' };
    const platform = await startPlatform({ ready: async () => [database, { name: 'redis', state: 'ready' }, neo4j] });
    const get = async (path: string) => {
      const response = await fetch(platform.url + path);
      return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.json() };
    };
    const degraded = [{ name: 'neo4j', detail: 'Neo4j does not answer.' }];
    expect((await get('/healthz')).status).toBe(200);
    expect(await get('/readyz')).toEqual({
      status: 503,
      retryAfter: '2',
      body: { status: 'not ready', ready: ['redis'], degraded, notReady: [{ name: 'database', detail: 'The database does not answer.' }] },
    });
    database = { name: 'database', state: 'ready' };
    expect(await get('/readyz')).toEqual({
      status: 200,
      retryAfter: null,
      body: { status: 'degraded', ready: ['database', 'redis'], degraded, notReady: [] },
    });
    expect(await (await fetch(`${platform.url}/metrics`)).text()).toContain('# TYPE sre_gateway_operation_seconds histogram');
    await platform.close();
  });
});

describe('close', () => {
  it('finishes the operations in hand', async () => {
    const platform = await startPlatform({ timeoutMs: 5_000 });
    const caller = createCaller();
    addIncident(platform, caller.tenantId, { status: 'ACKNOWLEDGED' });
    platform.mood.now = 'hanging';
    const answer = post(platform, { query: '{ incidents { edges { node { acknowledgedBy { name } } } } }' }, caller);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await platform.close();
    expect((await answer).body.data.incidents.edges[0].node.acknowledgedBy).toEqual({ name: 'Person p1' });
    expect((await answer).headers.get('connection')).toBe('close');
  });
});
