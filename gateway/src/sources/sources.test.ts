import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callerHeader, verifyCaller } from '#kit/caller';
import { systemClock } from '#kit/clock';
import { createLog } from '#kit/log';
import { addIncident, callerKey, createCaller, type Platform, startPlatform } from '../../fixture/platform.ts';
import { httpSource } from './httpSource.ts';

const query = '{ incidents { edges { node { title acknowledgedBy { name } } } } }';

async function post(platform: Platform, ...request: Parameters<Platform['post']>) {
  const { text, ...response } = await platform.post(...request);
  return { ...response, body: JSON.parse(text) };
}

describe.each([{ overHttp: false }, { overHttp: true }])('both sources (over HTTP: $overHttp)', ({ overHttp }) => {
  let platform: Platform;
  const caller = createCaller();
  beforeAll(async () => {
    platform = await startPlatform({ overHttp });
    addIncident(platform, caller.tenantId, { status: 'ACKNOWLEDGED' });
  });
  afterAll(() => platform.close());

  it('joins what two subgraphs know', async () => {
    const { status, body } = await post(platform, { query }, caller);
    expect(status).toBe(200);
    expect(body).toEqual({ data: { incidents: { edges: [{ node: { title: 'Disk is full', acknowledgedBy: { name: 'Person p1' } } }] } } });
  });

  it('asks as the caller: another tenant sees nothing', async () => {
    const { body } = await post(platform, { query }, createCaller());
    expect(body.data.incidents.edges).toEqual([]);
  });

  it('closes every context that it opened', async () => {
    await post(platform, { query: '{ incidents { edges { node { broken } } } }' }, caller);
    expect(platform.incidents.opened).toBeGreaterThan(0);
    expect(platform.incidents.closed).toBe(platform.incidents.opened);
  });

  it('keeps the code of what a resolver throws, and hides what has none', async () => {
    const denied = await post(platform, { query }, createCaller({ permissions: [] }));
    expect(denied.body.errors[0]).toMatchObject({
      message: 'This needs the permission incidents:read.',
      path: ['incidents'],
      extensions: { code: 'FORBIDDEN' },
    });

    const { body } = await post(platform, { query: '{ incidents { edges { node { broken } } } }' }, caller, { 'x-request-id': 'request-0001' });
    expect(body.errors[0]).toMatchObject({
      message: 'Something went wrong inside the platform.',
      extensions: { code: 'INTERNAL', requestId: 'request-0001' },
    });
    expect(JSON.stringify(body)).not.toContain('secret detail');

    const coded = createCaller();
    addIncident(platform, coded.tenantId, { title: 'coded' });
    const conflict = await post(platform, { query: '{ incidents { edges { node { broken } } } }' }, coded);
    expect(conflict.body.errors[0]).toMatchObject({
      message: 'Ask again.',
      path: ['incidents', 'edges', 0, 'node', 'broken'],
      extensions: { code: 'CONFLICT' },
    });
  });

  it('gives the rest when one subgraph hangs', async () => {
    platform.mood.now = 'hanging';
    const startedAt = performance.now();
    const { status, body } = await post(platform, { query }, caller);
    platform.mood.now = 'well';

    expect(performance.now() - startedAt).toBeLessThan(1_500);
    expect(status).toBe(200);
    expect(body.data.incidents.edges[0].node).toEqual({ title: 'Disk is full', acknowledgedBy: null });
    expect(body.errors).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code: 'TIMEOUT', subgraph: 'identity' }) })]);
  });
});

describe('a subgraph in another process', () => {
  it('gives partial data while it is down, and all of it once it is back', async () => {
    const platform = await startPlatform({ overHttp: true });
    const caller = createCaller();
    addIncident(platform, caller.tenantId, { status: 'ACKNOWLEDGED' });
    const port = await platform.stopSubgraph('identity');
    for (let attempt = 0; attempt < 3; attempt++) {
      const { body } = await post(platform, { query }, caller);
      expect(body.data.incidents.edges[0].node).toEqual({ title: 'Disk is full', acknowledgedBy: null });
      expect(body.errors[0].extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'identity' });
    }
    // Two failures opened the circuit, so that the third request was not sent.
    expect(await platform.metric('sre_gateway_subrequest_seconds_count{subgraph="identity",outcome="open"}')).toBe(1);

    await platform.startSubgraph('identity', port);
    await new Promise((resolve) => setTimeout(resolve, 250));
    const { body } = await post(platform, { query }, caller);
    expect(body.errors).toBeUndefined();
    expect(body.data.incidents.edges[0].node.acknowledgedBy).toEqual({ name: 'Person p1' });
    await platform.close();
  });

  it('answers no one but the gateway', async () => {
    const platform = await startPlatform({ overHttp: true });
    const url = `http://127.0.0.1:${platform.servers.get('incidents')?.port}/graphql`;
    const ask = (headers: Record<string, string>) =>
      fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: '{ incidents { totalCount } }' }) });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ [callerHeader]: 'forged' })).status).toBe(401);
    await platform.close();
  });
});

describe('httpSource', () => {
  let server: Server;
  let url: string;
  let answer: (body: string) => { status: number; text: string };
  const tokens: string[] = [];
  const log = createLog('test', 'silent');
  const context = { caller: createCaller(), requestId: 'request-1' };

  beforeAll(async () => {
    server = createServer((request, response) => {
      tokens.push(String(request.headers[callerHeader]));
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const { status, text } = answer(body);
        response.writeHead(status).end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const process = (options: { maxResponseBytes?: number } = {}) => {
    const source = httpSource({ name: 'incidents', url, key: callerKey, clock: systemClock, log, ...options });
    const request = { kind: 'incoming operation', request: { query: '{ a }', variables: { n: 1 } }, context } as unknown as Parameters<
      typeof source.process
    >[0];
    return Promise.resolve(source.process(request)).finally(() => source.close?.());
  };

  it('sends the signed caller and the request as it is', async () => {
    answer = (body) => ({ status: 200, text: JSON.stringify({ data: { echoed: JSON.parse(body) } }) });
    expect(await process()).toEqual({ data: { echoed: { query: '{ a }', variables: { n: 1 } } } });
    expect(await verifyCaller(tokens.at(-1) ?? '', callerKey)).toEqual(context.caller);
  });

  it.each([
    ['an error status', { status: 502, text: '{}' }],
    ['no JSON', { status: 200, text: '<html>' }],
    ['a wrong shape', { status: 200, text: '{"data":7}' }],
    ['more than its cap', { status: 200, text: JSON.stringify({ data: { text: 'x'.repeat(5_000) } }) }],
  ])('counts %s as no answer', async (_, response) => {
    answer = () => response;
    await expect(process({ maxResponseBytes: 1_000 })).rejects.toMatchObject({ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
  });
});
