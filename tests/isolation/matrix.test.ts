import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isObjectType } from 'graphql';
import { fileRoutes } from '#gateway/files/fileRoutes';
import { inProcessSource } from '#gateway/sources/inProcessSource';
import { createSubgraphExecutor } from '#gateway/sources/executeSubgraph';
import { serve } from '#kit/serve';
import { startBackground } from '#run/background';
import { readConfig } from '#run/config';
import { openGateway } from '#run/openGateway';
import { openParts, type Parts } from '#run/parts';
import { root } from '#run/root';
import { openTestPlatform } from '../database/openTestPlatform.ts';
import { eventually } from '../journeys/ask.ts';
import { startOutside } from '../journeys/outside.ts';
import { makeHome } from '../servers/home.ts';
import { filesUrl, type House, moveIn, type Resident, sendAlert } from './resident.ts';
import { everyField, variable } from './schemaPaths.ts';
import { argumentsFor, makers, standing, trials } from './trials.ts';

/**
 * The isolation matrix. Two tenants go through the whole loop; everything of one carries its mark. Then every field of the public schema is
 * asked by the one with the ids of the other, every entity is asked for in every subgraph, every mutation and every address is tried: the
 * mark of the other is never seen, and nothing of the other changes. The rows come from the schema, so a new field is in it by itself.
 * The same rows are asked within one tenant by a key whose scope holds none of its incidents and alerts.
 */

const schema = buildSchema(readFileSync(join(root, 'gateway', 'public.graphql'), 'utf8'));

let house: House;
let parts: Parts;
let graphqlUrl: string;
let ingestUrl: string;
let ours: Resident;
let theirs: Resident;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const outside = await startOutside();
  const platform = await openTestPlatform();
  const objects = makeHome('objects');
  closers.push(async () => objects.remove());
  const config = { ...readConfig({ DATA_DIR: objects.dir }), SECRET_KEY: new Uint8Array(32), ALLOWED_NETWORKS: ['127.0.0.0/8'] };
  parts = await openParts(platform, config);
  const gateway = await openGateway(platform, config, {
    // On a busy machine an answer may take long; whose it is, is what counts here.
    sourceFor: () => (name) => inProcessSource(parts.subgraphs[name], { log: platform.log, timeoutMs: 30_000 }),
    ready: async () => [],
  });
  const routes = [
    ...gateway.routes,
    ...Object.values(parts.subgraphs).flatMap((subgraph) => [...subgraph.routes, ...fileRoutes(subgraph, gateway.identify)]),
  ];
  const served = await serve({ routes, upgrade: gateway.upgrade, host: '127.0.0.1', port: 0, log: platform.log });
  const background = await startBackground(platform, [parts.graph, ...Object.values(parts.subgraphs)]);
  graphqlUrl = `http://127.0.0.1:${served.port}/graphql`;
  ingestUrl = `http://127.0.0.1:${served.port}/ingest`;
  house = { parts, platform, outside, graphqlUrl, ingestUrl, closers };
  closers.push(
    () => background.stop(),
    () => served.close(),
    () => gateway.close(),
    () => platform.close(),
    () => parts.close(),
    () => outside.stop(),
  );
  // One after the other, so that a busy machine answers each in time.
  ours = await moveIn(house, 'ours');
  theirs = await moveIn(house, 'theirs');
}, 120_000);

afterAll(async () => {
  for (const close of closers) await close();
});

/** The public answer to a query of one of the tenants, as text: errors included. So many questions use up what a key may ask for; then it waits, as a client does. */
async function answerTo({ apiKey }: Pick<Resident, 'apiKey'>, query: string, variables: object = {}): Promise<string> {
  for (let patience = 20; ; patience -= 1) {
    const response = await fetch(graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ query, variables }),
    });
    const answer = await response.text();
    if (patience === 0 || !answer.includes('"RATE_LIMITED"')) return answer;
    await new Promise((later) => setTimeout(later, 500));
  }
}

const asVariables = new Proxy({} as Resident['ids'], { get: (_, name) => variable(String(name)) });
const rows = everyField(schema, argumentsFor(asVariables));

test.each(rows)('$name', async ({ query }) => {
  const own = await answerTo(ours, query, ours.ids);
  expect(JSON.parse(own)).not.toHaveProperty('errors');
  expect(own).not.toContain(theirs.mark);

  const foreign = await answerTo(ours, query, theirs.ids);
  expect(foreign).not.toContain(theirs.mark);
  for (const id of Object.values(theirs.ids)) expect(foreign).not.toContain(`"id":"${id}"`);

  const narrow = await answerTo({ apiKey: ours.narrowKey }, query, ours.ids);
  for (const { extensions } of JSON.parse(narrow).errors ?? []) expect(['FORBIDDEN', 'NOT_FOUND']).toContain(extensions.code);
  expect(outsideIn(narrow, ours)).toEqual([]);
});

/** What of the tenant's incidents and alerts an answer holds, by id and by the words that only they bear. */
function outsideIn(answer: string, { mark, ids }: Resident): string[] {
  const own = [ids.incident, ids.alert, ids.delivery, ids.run, ids.insight].map((id) => `"id":"${id}"`);
  const words = ['summary', 'description', 'note', 'task', 'link', 'by hand', 'role'].map((word) => `${mark} ${word}`);
  return [...own, ...words, '"drop":"me"'].filter((each) => answer.includes(each));
}

test('what is outside a scope is there for those who see all, and only they count it', async () => {
  const counts =
    '{ incidents { totalCount edges { node { id timeline { edges { node { text } } } } } } alerts { totalCount edges { node { id } } } }';
  expect(outsideIn(await answerTo(ours, counts), ours)).toEqual(expect.arrayContaining([`"id":"${ours.ids.alert}"`, `${ours.mark} note`]));
  const { data } = JSON.parse(await answerTo({ apiKey: ours.narrowKey }, counts));
  expect([data.incidents.totalCount, data.alerts.totalCount]).toEqual([0, 0]);
});

const entities = Object.values(schema.getTypeMap()).filter(
  (type) => isObjectType(type) && type.getFields()['id'] !== undefined && type.name !== 'LineageNode',
);

test.each(
  Object.entries({
    incidents: ['Incident', 'Alert', 'AlertRule', 'Integration', 'Silence'],
    resources: ['Resource', 'Incident'],
    notify: ['Delivery', 'Incident'],
    automation: ['Run', 'Playbook', 'Incident'],
    identity: ['Person'],
    agents: ['Insight', 'Incident'],
  } as const),
)('the entities of %s', async (subgraph, types) => {
  const executor = createSubgraphExecutor(parts.subgraphs[subgraph as keyof Parts['subgraphs']], house.platform.log);
  for (const type of types) {
    const id = theirs.ids[type.toLowerCase() as keyof Resident['ids']];
    const fields = printableFields(subgraph, type);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${fields} } } }`;
    const answer = JSON.stringify(
      await executor({ query, variables: { representations: [{ __typename: type, id }] } }, { caller: ours.caller, requestId: 'matrix' }),
    );
    expect(answer).not.toContain(theirs.mark);
  }
});

/** Scalars and one level of lists of a type as its subgraph has them. */
function printableFields(subgraph: string, typeName: string): string {
  const type = parts.subgraphs[subgraph as keyof Parts['subgraphs']].schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${subgraph} has no ${typeName}.`);
  return Object.values(type.getFields())
    .map((field) =>
      String(field.type).includes('Connection')
        ? `${field.name} { totalCount edges { cursor node { __typename } } }`
        : isObjectType(unwrap(field.type))
          ? `${field.name} { __typename }`
          : field.name,
    )
    .join(' ');
}

function unwrap(type: unknown): unknown {
  return typeof type === 'object' && type !== null && 'ofType' in type ? unwrap(type.ofType) : type;
}

test('every entity of the public schema is in a row above', () => {
  expect(entities.map(({ name }) => name).sort()).toEqual(
    expect.arrayContaining(['Alert', 'AlertRule', 'Delivery', 'Incident', 'Insight', 'Integration', 'Person', 'Resource', 'Run', 'Silence']),
  );
});

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

test.each(mutations.map(({ name }) => name).filter((name) => !makers.has(name)))(
  'the mutation %s refuses what belongs to another tenant',
  async (name) => {
    const before = await answerTo(theirs, standing(theirs));
    const trial = trials[name]?.(theirs.ids, ours.ids) ?? `(id: "${theirs.ids.incident}") { id }`;
    const answer = JSON.parse(await answerTo(ours, `mutation { ${name}${trial} }`));
    expect(answer.errors[0].extensions.code).toBe('NOT_FOUND');
    expect(await answerTo(theirs, standing(theirs))).toBe(before);
  },
);

/** Mutations whose trial names an incident or an alert; the others work on what has no scope. */
const onIncidents = mutations
  .map(({ name }) => name)
  .filter((name) => !makers.has(name) && (trials[name] === undefined || /incident|alert\b/.test(trials[name].toString())));

test.each(onIncidents)('the mutation %s refuses what is outside the scope of its caller', async (name) => {
  const before = await answerTo(theirs, standing(theirs));
  const trial = trials[name]?.(theirs.ids, ours.ids) ?? `(id: "${theirs.ids.incident}") { id }`;
  const answer = JSON.parse(await answerTo({ apiKey: theirs.narrowKey }, `mutation { ${name}${trial} }`));
  expect(answer.errors[0].extensions.code).toBe('NOT_FOUND');
  expect(await answerTo(theirs, standing(theirs))).toBe(before);
});

test('an integration token puts alerts into its own tenant only, whatever they say', async () => {
  const response = await sendAlert(house, ours.mark, ours.made, { tenant_id: theirs.made.tenantId, alertname: `${ours.mark} stray` });
  expect(response.status).toBe(200);
  // Words are indexed a moment after an alert came in.
  await eventually('own stray', async () =>
    (await answerTo(ours, `{ alerts(filter: { search: "stray" }) { totalCount } }`)).includes('"totalCount":1'),
  );
  expect(await answerTo(theirs, `{ alerts(filter: { search: "stray" }) { totalCount edges { node { name } } } }`)).not.toContain('stray');
});

const strays: Record<string, (token: string, name: string) => [path: string, body: object, headers?: Record<string, string>]> = {
  grafana: (token, name) => [`/ingest/grafana/${token}`, { version: '1', alerts: [{ status: 'firing', labels: { alertname: name } }] }],
  pagerduty: (token, name) => [
    '/ingest/pagerduty/v2/enqueue',
    {
      routing_key: token,
      event_action: 'trigger',
      dedup_key: 'another key that both use',
      payload: { summary: name, source: 'x', severity: 'info' },
    },
  ],
  opsgenie: (token, name) => [
    '/ingest/opsgenie/v2/alerts',
    { message: name, alias: 'an alias that both use' },
    { authorization: `GenieKey ${token}` },
  ],
  oncall: (token, name) => [`/integrations/v1/webhook/${token}/`, { title: name, alert_uid: 'an id that both use' }],
  cloudevents: (token, name) => [
    `/ingest/cloudevents/${token}`,
    { specversion: '1.0', id: '1', source: '/both', type: 'both.firing', data: { title: name } },
  ],
  openlineage: (token, name) => [
    `/ingest/openlineage/${token}/api/v1/lineage`,
    { eventType: 'FAIL', eventTime: '2026-11-20T09:15:00Z', run: { runId: '1' }, job: { namespace: 'both', name } },
  ],
};

test.each(Object.keys(strays))('what is sent to %s stays in the tenant of its token', async (source) => {
  const send = async ({ mark, made }: Resident) => {
    const [path, body, headers] = strays[source]?.(made.integrations[`${mark} ${source}`] ?? '', `${mark} to ${source}`) ?? ['', {}];
    const response = await fetch(new URL(path, ingestUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
  };
  await send(theirs);
  await send(ours);
  const query = '{ alerts(first: 200) { edges { node { name } } } }';
  expect(await answerTo(ours, query)).toContain(`ours to ${source}`);
  expect(await answerTo(theirs, query)).toContain(`theirs to ${source}`);
  expect(await answerTo(ours, query)).not.toContain(theirs.mark);
  expect(await answerTo(theirs, query)).not.toContain(ours.mark);
});

test('acknowledging and resolving by a key of another tenant reach nothing of it', async () => {
  const say = (resident: Resident, event_action: string) =>
    fetch(`${ingestUrl}/pagerduty/v2/enqueue`, {
      method: 'POST',
      body: JSON.stringify({
        routing_key: resident.made.integrations[`${resident.mark} pagerduty`],
        event_action,
        dedup_key: 'a key that both use',
        payload: { summary: `${resident.mark} paged`, source: resident.mark, severity: 'critical' },
      }),
    });
  await say(theirs, 'trigger');
  const state = '{ incidents(filter: { search: "paged" }) { edges { node { status acknowledgedAt resolvedAt } } } }';
  const before = await eventually('their incident', async () => {
    const answer = await answerTo(theirs, state);
    return answer.includes('TRIGGERED') && answer;
  });
  expect((await say(ours, 'acknowledge')).status).toBe(202);
  expect((await say(ours, 'resolve')).status).toBe(202);
  expect(await answerTo(theirs, state)).toBe(before);
});

test('a file of another tenant is neither read nor is one added to its incident', async () => {
  const headers = { 'content-type': 'application/octet-stream', authorization: `Bearer ${ours.apiKey}` };
  const read = await fetch(filesUrl(house, theirs.ids.incident, `/${theirs.ids.attachment}`), { headers });
  expect([read.status, (await read.text()).includes('theirs')]).toEqual([404, false]);
  // Through an incident of one's own neither.
  expect((await fetch(filesUrl(house, ours.ids.incident, `/${theirs.ids.attachment}`), { headers })).status).toBe(404);
  expect((await fetch(filesUrl(house, theirs.ids.incident, '?name=x'), { method: 'POST', headers, body: 'x' })).status).toBe(404);
  expect((await fetch(filesUrl(house, ours.ids.incident, `/${ours.ids.attachment}`))).status).toBe(401);
  expect(await (await fetch(filesUrl(house, ours.ids.incident, `/${ours.ids.attachment}`), { headers })).text()).toBe('ours content');
});

/** What a subscription hears until `stop`. */
async function listen(apiKey: string, query: string) {
  const heard: string[] = [];
  const stop = new AbortController();
  const stream = await fetch(`${graphqlUrl}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query }),
    signal: stop.signal,
  });
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream.body as AsyncIterable<Uint8Array>) heard.push(decoder.decode(chunk));
  })().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return {
    heard: () => heard.join(''),
    async stop() {
      stop.abort();
      await reading;
    },
  };
}

test('signals of one tenant are not heard by the other', async () => {
  const { heard, stop } = await listen(ours.apiKey, 'subscription { alertReceived { sequence alerts { name } removed } }');
  await sendAlert(house, theirs.mark, theirs.made, { alertname: `${theirs.mark} loud` });
  await sendAlert(house, ours.mark, ours.made, { alertname: `${ours.mark} loud` });
  await eventually('own signal', async () => heard().includes(`${ours.mark} loud`));
  expect(heard()).not.toContain(theirs.mark);
  await stop();
});

test('of one subscription each hears what is in their scope, and that it is gone when it leaves it', async () => {
  const query = 'subscription { incidentChanged { incidents { title } removed } }';
  const [all, narrow] = [await listen(ours.apiKey, query), await listen(ours.narrowKey, query)];
  await sendAlert(house, ours.mark, ours.made, { alertname: `${ours.mark} wide` });
  await sendAlert(house, ours.mark, ours.made, { alertname: `${ours.mark} near`, scope: 'narrow' });
  await eventually('both signals', async () => ['wide', 'near'].every((word) => all.heard().includes(`${ours.mark} ${word}`)));
  await eventually('own signal', async () => narrow.heard().includes(`${ours.mark} near`));
  expect(narrow.heard()).not.toContain(`${ours.mark} wide`);

  const near = JSON.parse(await answerTo({ apiKey: ours.narrowKey }, '{ incidents { edges { node { id title } } } }'));
  expect(near.data.incidents.edges).toHaveLength(1);
  const { id } = near.data.incidents.edges[0].node;
  const before = narrow.heard().length;
  // Its alerts have the label in common no more.
  await sendAlert(house, ours.mark, ours.made, { alertname: `${ours.mark} near`, scope: 'wide' });
  await eventually('that it is gone', async () => new RegExp(`"removed":\\[[^\\]]*"${id}"`).test(narrow.heard().slice(before)));
  await all.stop();
  await narrow.stop();
});
