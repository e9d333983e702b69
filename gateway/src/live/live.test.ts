import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Caller } from '#kit/caller';
import { addIncident, createCaller, type Platform, startPlatform, tokenOf } from '../../fixture/platform.ts';

type Event = { sequence: number; previous: number | null; incidents: { id: string; title: string }[]; removed: string[] };
type Result = { data?: { incidentChanged: Event } | null; errors?: readonly { message: string; extensions?: { code?: string } }[] };

const query = 'subscription ($filter: IncidentFilter) { incidentChanged(filter: $filter) { sequence previous incidents { id title } removed } }';

/** One client of a transport: what it received, and how to stop. */
type Watcher = { results: Result[]; ended: Promise<unknown>; connects: number; stop(): Promise<void> };
type WatchOptions = { filter?: object; text?: string; life?: number; retryAttempts?: number };
type Transport = (platform: Platform, caller: Caller, options?: WatchOptions) => Watcher;

const socket: Transport = (platform, caller, { filter, text = query, life, retryAttempts = 3 } = {}) => {
  const client = createWsClient({
    url: platform.wsUrl,
    webSocketImpl: WebSocket,
    connectionParams: () => ({ authorization: tokenOf(caller, life) }),
    retryAttempts,
    retryWait: () => sleep(20),
    on: { connected: () => void (watcher.connects += 1) },
  });
  const watcher = watch(
    (sink) => client.subscribe({ query: text, variables: { filter } }, sink),
    () => client.dispose(),
  );
  return watcher;
};

const sse =
  (singleConnection: boolean): Transport =>
  (platform, caller, { filter, text = query, life, retryAttempts = 3 } = {}) => {
    const client = createSseClient({
      url: platform.sseUrl,
      singleConnection: singleConnection as false,
      headers: () => ({ authorization: tokenOf(caller, life) }),
      retryAttempts,
      retry: () => sleep(20),
      on: { connected: () => void (watcher.connects += 1) },
    });
    const watcher = watch(
      (sink) => client.subscribe({ query: text, variables: { filter } }, sink),
      () => client.dispose(),
    );
    return watcher;
  };

function watch(
  subscribe: (sink: { next(value: unknown): void; error(error: unknown): void; complete(): void }) => () => void,
  dispose: () => void | Promise<void>,
): Watcher {
  const results: Result[] = [];
  let unsubscribe: () => void = () => undefined;
  const ended = new Promise<unknown>((resolve) => {
    unsubscribe = subscribe({ next: (value) => void results.push(value as Result), error: resolve, complete: () => resolve('complete') });
  });
  return {
    results,
    ended,
    connects: 0,
    async stop() {
      unsubscribe();
      await dispose();
    },
  };
}

async function until<T>(read: () => T | undefined | false | Promise<T | undefined | false>, what: string): Promise<T> {
  for (let attempt = 0; attempt < 250; attempt++) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    await sleep(20);
  }
  throw new Error(`It did not come to this: ${what}.`);
}

const subscriptions = (platform: Platform, count: number) =>
  until(async () => (await platform.metric('sre_gateway_subscriptions')) === count, `${count} subscriptions`);
const settled = (platform: Platform, count: number) => subscriptions(platform, count).then(() => sleep(60));
const changed = (platform: Platform, tenantId: string, ids: string[]) => platform.live.publish([{ tenantId, type: 'incident', ids }]);
const eventsOf = ({ results }: Watcher): Event[] => results.flatMap(({ data }) => (data ? [data.incidentChanged] : []));

describe.each([
  ['graphql-ws', socket],
  ['graphql-sse, distinct connections', sse(false)],
  ['graphql-sse, single connection', sse(true)],
])('live over %s', (_, open) => {
  let platform: Platform;
  const watchers: Watcher[] = [];
  const watchAs: (caller: Caller, options?: WatchOptions) => Watcher = (caller, options) => {
    const watcher = open(platform, caller, options);
    watchers.push(watcher);
    return watcher;
  };
  beforeAll(async () => void (platform = await startPlatform({ limits: { subscriptions: 5, rightsMs: 100 } })));
  afterEach(async () => {
    await Promise.all(watchers.splice(0).map((watcher) => watcher.stop()));
    await subscriptions(platform, 0);
  });
  afterAll(() => platform.close());

  it('delivers what changed, and what left the filter or is gone as removed', async () => {
    const caller = createCaller();
    const [stays, leaves] = [addIncident(platform, caller.tenantId), addIncident(platform, caller.tenantId)];
    const gone = randomUUID();
    const watcher = watchAs(caller, { filter: { statuses: ['TRIGGERED'] } });
    await settled(platform, 1);

    leaves.status = 'RESOLVED';
    await changed(platform, caller.tenantId, [stays.id]);
    await changed(platform, caller.tenantId, [leaves.id, gone]);
    await until(() => watcher.results.length > 0, 'an event');
    expect(watcher.results).toEqual([
      {
        data: { incidentChanged: { sequence: 2, previous: null, incidents: [{ id: stays.id, title: 'Disk is full' }], removed: [leaves.id, gone] } },
      },
    ]);
  });

  it('executes once for everybody with the same selection and rights', async () => {
    const tenantId = randomUUID();
    const incident = addIncident(platform, tenantId);
    const watching = Array.from({ length: 8 }, () => watchAs(createCaller({ tenantId })));
    await settled(platform, 8);
    const before = platform.incidents.lists;

    for (let n = 0; n < 5; n++) await changed(platform, tenantId, [incident.id]);
    await until(() => watching.every(({ results }) => results.length === 1), 'one event each');
    expect(platform.incidents.lists - before).toBe(1);
    expect(new Set(watching.map(({ results }) => JSON.stringify(results))).size).toBe(1);
  });

  it('executes apart for different rights, and lets nobody see another tenant', async () => {
    const [caller, stranger] = [createCaller(), createCaller()];
    const colleague = createCaller({ tenantId: caller.tenantId, permissions: ['incidents:read'] });
    const incident = addIncident(platform, caller.tenantId);
    const [own, theirs, other] = [watchAs(caller), watchAs(colleague), watchAs(stranger)];
    await settled(platform, 3);
    const before = platform.incidents.lists;

    await changed(platform, caller.tenantId, [incident.id]);
    await until(() => own.results.length + theirs.results.length === 2, 'both events');
    await sleep(150);
    expect(platform.incidents.lists - before).toBe(2);
    expect(other.results).toEqual([]);

    // Even an id that is named in the stranger's own tenant gives nothing away but itself.
    await changed(platform, stranger.tenantId, [incident.id]);
    await until(() => other.results.length === 1, "the stranger's event");
    expect(eventsOf(other)[0]).toMatchObject({ incidents: [], removed: [incident.id] });
  });

  it("tells of the ids in the subscriber's own filter only", async () => {
    const caller = createCaller();
    const [watched, other] = [addIncident(platform, caller.tenantId), addIncident(platform, caller.tenantId)];
    const watcher = watchAs(caller, { filter: { ids: [watched.id] } });
    await settled(platform, 1);
    await changed(platform, caller.tenantId, [other.id]);
    await sleep(200);
    expect(watcher.results).toEqual([]);
    await changed(platform, caller.tenantId, [other.id, watched.id]);
    await until(() => watcher.results.length === 1, 'the event');
    expect(eventsOf(watcher)[0]).toMatchObject({ sequence: 2, incidents: [{ id: watched.id }], removed: [] });
  });

  it('chains events by their numbers, over signals of other kinds', async () => {
    const caller = createCaller();
    const incident = addIncident(platform, caller.tenantId);
    const watcher = watchAs(caller);
    await settled(platform, 1);
    for (const count of [1, 2, 3]) {
      await changed(platform, caller.tenantId, [incident.id]);
      await until(() => watcher.results.length === count, `event ${count}`);
      await platform.live.publish([{ tenantId: caller.tenantId, type: 'alert', ids: [randomUUID()] }]);
      await sleep(130);
    }
    expect(eventsOf(watcher).map(({ sequence, previous }) => [sequence, previous])).toEqual([
      [1, null],
      [3, 1],
      [5, 3],
    ]);
  });

  it('splits a window of more ids than a page holds', async () => {
    const caller = createCaller();
    const ids = Array.from({ length: 450 }, () => addIncident(platform, caller.tenantId).id);
    const watcher = watchAs(caller);
    await settled(platform, 1);
    await changed(platform, caller.tenantId, ids);
    await until(() => watcher.results.length === 3, 'three events');
    expect(eventsOf(watcher).map(({ previous, incidents, removed }) => [previous, incidents.length, removed.length])).toEqual([
      [null, 200, 0],
      [1, 200, 0],
      [1, 50, 0],
    ]);
  });

  it('refuses what the caller may not watch, once and for good', async () => {
    const watcher = watchAs(createCaller({ permissions: [] }));
    const error = await watcher.ended;
    const errors = watcher.results[0]?.errors ?? (error as Result['errors']);
    expect(errors?.[0]).toMatchObject({ message: 'This needs the permission incidents:read.', extensions: { code: 'FORBIDDEN' } });
    expect(watcher.connects).toBe(1);
  });

  it('refuses what is not valid, with its code', async () => {
    const watcher = watchAs(createCaller(), { text: 'subscription { nothing }' });
    const error = await watcher.ended;
    expect((watcher.results[0]?.errors ?? (error as Result['errors']))?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('answers queries too, and completes', async () => {
    const caller = createCaller();
    const watcher = watchAs(caller, { text: '{ viewer { tenantId } }' });
    expect(await watcher.ended).toBe('complete');
    expect(watcher.results).toEqual([{ data: { viewer: { tenantId: caller.tenantId } } }]);
  });

  it('bounds the subscriptions of one caller', async () => {
    const caller = createCaller();
    for (let n = 0; n < 5; n++) watchAs(caller);
    await settled(platform, 5);
    const sixth = watchAs(caller);
    const error = await sixth.ended;
    expect((sixth.results[0]?.errors ?? (error as Result['errors']))?.[0]?.extensions?.code).toBe('RATE_LIMITED');
  });

  it('ends a stream when its token does, so that its client comes back identified anew', async () => {
    const caller = createCaller();
    const incident = addIncident(platform, caller.tenantId);
    const watcher = watchAs(caller, { life: 1 });
    await until(() => watcher.connects >= 2, 'a second connection');
    await settled(platform, 1);
    await changed(platform, caller.tenantId, [incident.id]);
    await until(() => eventsOf(watcher).length > 0, 'an event on the new stream');
  });

  it('ends the streams of a tenant when rights change in it, so that its clients come back under the new ones', async () => {
    const [caller, stranger] = [createCaller(), createCaller()];
    const incident = addIncident(platform, caller.tenantId);
    const [watcher, other] = [watchAs(caller), watchAs(stranger)];
    await settled(platform, 2);
    // Twice in a moment is one change.
    for (const id of [randomUUID(), randomUUID()]) await platform.live.publish([{ tenantId: caller.tenantId, type: 'rights', ids: [id] }]);
    await until(() => watcher.connects >= 2, 'a second connection');
    await settled(platform, 2);
    await changed(platform, caller.tenantId, [incident.id]);
    await until(() => eventsOf(watcher).length > 0, 'an event on the new stream');
    expect([watcher.connects, other.connects]).toEqual([2, 1]);
  });

  it('lets clients come back after a drain', async () => {
    const draining = await startPlatform();
    const watcher = open(draining, createCaller());
    await settled(draining, 1);
    const startedAt = performance.now();
    await draining.close();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    // It tried again, against a port that is closed by now, until its attempts were used up.
    expect(await watcher.ended).not.toBe('complete');
    await watcher.stop();
  });
});

describe('gaps', () => {
  it('tells every watcher of the tenant when signals were lost, whatever they were about', async () => {
    const platform = await startPlatform();
    const caller = createCaller();
    const incident = addIncident(platform, caller.tenantId);
    const watcher = socket(platform, caller);
    await settled(platform, 1);
    await changed(platform, caller.tenantId, [incident.id]);
    await until(() => watcher.results.length === 1, 'the first event');

    // A signal that is published while the gateway does not hear it.
    await platform.deaf(() => changed(platform, caller.tenantId, [incident.id]));
    await platform.live.publish([{ tenantId: caller.tenantId, type: 'alert', ids: [randomUUID()] }]);
    await until(() => watcher.results.length === 2, 'the gap');
    expect(eventsOf(watcher)[1]).toEqual({ sequence: 3, previous: null, incidents: [], removed: [] });
    expect(await platform.metric('sre_gateway_live_gaps_total')).toBe(1);
    await watcher.stop();
    await platform.close();
  });

  it('says that an event failed, and that the next one does not follow what the client saw', async () => {
    const platform = await startPlatform({ overHttp: true });
    const caller = createCaller();
    const incident = addIncident(platform, caller.tenantId);
    const watcher = socket(platform, caller);
    await settled(platform, 1);
    const port = await platform.stopSubgraph('incidents');
    await changed(platform, caller.tenantId, [incident.id]);
    await until(() => watcher.results.length === 1, 'the failed event');
    expect(watcher.results[0]).toMatchObject({ data: null, errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] });

    await platform.startSubgraph('incidents', port);
    await sleep(250);
    await changed(platform, caller.tenantId, [incident.id]);
    await until(() => watcher.results.length === 2, 'the next event');
    expect(eventsOf(watcher)[0]).toMatchObject({ sequence: 2, previous: 1 });
    await watcher.stop();
    await platform.close();
  });
});

describe('slow clients', () => {
  it('are dropped, over WebSocket and server-sent events, while the others go on', async () => {
    const platform = await startPlatform({ limits: { backlogBytes: 64 * 1024 } });
    const caller = createCaller();
    const incident = addIncident(platform, caller.tenantId, { title: 'x'.repeat(200_000) });
    const healthy = socket(platform, caller);

    // Neither reads a byte of what it is sent.
    const frozen = new WebSocket(platform.wsUrl, 'graphql-transport-ws');
    frozen.on('open', () => frozen.send(JSON.stringify({ type: 'connection_init', payload: { authorization: tokenOf(caller) } })));
    frozen.once('message', () => {
      frozen.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
      frozen.pause();
    });
    const body = JSON.stringify({ query });
    const deaf = connect(platform.port, '127.0.0.1');
    deaf.write(
      `POST /graphql/stream HTTP/1.1\r\nhost: a\r\naccept: text/event-stream\r\ncontent-type: application/json\r\nauthorization: ${tokenOf(caller)}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    deaf.on('error', () => undefined);
    await settled(platform, 3);

    await until(async () => {
      await changed(platform, caller.tenantId, [incident.id]);
      await sleep(130);
      return (await platform.metric('sre_gateway_subscriptions')) === 1;
    }, 'only the healthy client is left');
    expect(await platform.metric('sre_gateway_streams_ended_total{kind="websocket",reason="slow"}')).toBe(1);
    expect(await platform.metric('sre_gateway_streams_ended_total{kind="event_stream",reason="slow"}')).toBe(1);

    const seen = healthy.results.length;
    await changed(platform, caller.tenantId, [incident.id]);
    await until(() => healthy.results.length > seen, 'the healthy client goes on');
    frozen.terminate();
    deaf.destroy();
    await healthy.stop();
    await platform.close();
  });
});

describe('the single event stream', () => {
  let platform: Platform;
  const caller = createCaller();
  beforeAll(async () => void (platform = await startPlatform({ limits: { connections: 3 } })));
  afterAll(() => platform.close());

  const ask = (
    method: string,
    { token, by = caller, body, search = '', accept }: { token?: string; by?: Caller; body?: object; search?: string; accept?: string } = {},
  ) =>
    fetch(platform.sseUrl + search, {
      method,
      headers: {
        authorization: tokenOf(by),
        ...(token !== undefined && { 'x-graphql-event-stream-token': token }),
        ...(body && { 'content-type': 'application/json' }),
        ...(accept !== undefined && { accept }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const codeOf = async (response: Response) => [response.status, JSON.parse(await response.text()).code];

  it('obeys only the caller that reserved it', async () => {
    const token = await (await ask('PUT')).text();
    const other = createCaller({ tenantId: caller.tenantId });
    const operation = { query, extensions: { operationId: '1' } };
    expect(await codeOf(await ask('POST', { token, by: other, body: operation }))).toEqual([403, 'FORBIDDEN']);
    expect(await codeOf(await ask('GET', { token, by: other, accept: 'text/event-stream' }))).toEqual([403, 'FORBIDDEN']);
    expect(await codeOf(await ask('DELETE', { token, by: other, search: '?operationId=1' }))).toEqual([403, 'FORBIDDEN']);
    expect((await ask('POST', { token, body: operation })).status).toBe(202);
    expect(await codeOf(await ask('POST', { token, body: operation }))).toEqual([409, 'CONFLICT']);
    expect(await codeOf(await ask('POST', { token, body: { query } }))).toEqual([400, 'BAD_USER_INPUT']);

    const stream = await ask('GET', { token, accept: 'text/event-stream' });
    expect(stream.headers.get('x-accel-buffering')).toBe('no');
    expect(stream.headers.get('content-encoding')).toBeNull();
    expect(await codeOf(await ask('GET', { token, accept: 'text/event-stream' }))).toEqual([409, 'CONFLICT']);
    expect((await ask('DELETE', { token, search: '?operationId=1' })).status).toBe(200);
    await subscriptions(platform, 0);
    await stream.body?.cancel();
    await until(async () => (await ask('POST', { token, body: operation })).status === 404, 'the reservation goes with its stream');
  });

  it('keeps what came before the stream was opened', async () => {
    const token = await (await ask('PUT')).text();
    await ask('POST', { token, body: { query: '{ viewer { tenantId } }', extensions: { operationId: 'early' } } });
    await sleep(50);
    const stream = await ask('GET', { search: `?token=${token}`, accept: 'text/event-stream' });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('event: complete')) text += (await reader?.read())?.value ?? '';
    expect(text).toContain(`event: next\ndata: {"id":"early","payload":{"data":{"viewer":{"tenantId":"${caller.tenantId}"}}}}\n\n`);
    await reader?.cancel();
  });

  it('bounds the streams of one caller', async () => {
    const crowded = createCaller();
    for (let n = 0; n < 3; n++) expect((await ask('PUT', { by: crowded })).status).toBe(201);
    expect(await codeOf(await ask('PUT', { by: crowded }))).toEqual([429, 'RATE_LIMITED']);
    expect((await ask('PUT', { by: createCaller() })).status).toBe(201);
  });

  it('serves EventSource, which can only GET, but no mutation that way', async () => {
    const get = (text: string) =>
      ask('GET', { search: `?query=${encodeURIComponent(text)}`, accept: 'text/event-stream' }).then((response) => response.text());
    expect(await get('{ viewer { tenantId } }')).toContain(caller.tenantId);
    expect(await get('mutation { acknowledgeIncident(id: "a") { id } }')).toContain('METHOD_NOT_ALLOWED');
  });

  it('refuses operations without JSON, and strangers', async () => {
    expect(await codeOf(await ask('POST', { accept: 'text/event-stream' }))).toEqual([415, 'UNSUPPORTED_ENCODING']);
    expect(await codeOf(await fetch(platform.sseUrl, { method: 'PUT' }))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await codeOf(await ask('POST', { body: { query } }))).toEqual([404, 'NOT_FOUND']);
  });
});

describe('the WebSocket protocol', () => {
  let platform: Platform;
  beforeAll(async () => void (platform = await startPlatform()));
  afterAll(() => platform.close());

  /** Says these things and gives the code that the connection is closed with. */
  const closedWith = (messages: unknown[], protocol = 'graphql-transport-ws', path = '') =>
    new Promise<number>((resolve) => {
      const client = new WebSocket(platform.wsUrl + path, protocol);
      client.on('open', () => messages.forEach((message) => client.send(typeof message === 'string' ? message : JSON.stringify(message))));
      client.on('close', resolve);
      client.on('error', () => resolve(0));
    });
  const init = { type: 'connection_init', payload: { authorization: tokenOf(createCaller()) } };
  const subscribe = { id: '1', type: 'subscribe', payload: { query } };

  it.each([
    ['a stranger', [{ type: 'connection_init' }], 4401],
    ['who does not wait to be let in', [subscribe], 4401],
    ['who says hello twice', [init, init], 4429],
    ['who is not understood', ['nonsense'], 4400],
    ['who speaks of what does not exist', [{ type: 'shout' }], 4400],
    ['who says nothing', [], 4408],
  ])('closes on %s', async (_, messages, code) => {
    expect(await closedWith(messages)).toBe(code);
  });

  it('closes on an id that is in use', async () => {
    const code = await new Promise((resolve) => {
      const client = new WebSocket(platform.wsUrl, 'graphql-transport-ws');
      client.on('open', () => client.send(JSON.stringify(init)));
      client.once('message', () => [subscribe, subscribe].forEach((message) => client.send(JSON.stringify(message))));
      client.on('close', resolve);
    });
    expect(code).toBe(4409);
  });

  it('lets in nobody who speaks another protocol or comes to another address', async () => {
    expect(await closedWith([], 'graphql-ws')).toBe(0);
    expect(await closedWith([], 'graphql-transport-ws', '/elsewhere')).toBe(0);
  });
});
