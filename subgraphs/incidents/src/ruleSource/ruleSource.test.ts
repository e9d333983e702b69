import type { Caller } from '#kit/caller';
import { createOutbound } from '#kit/outbound';
import { openTestIncidents, type TestIncidents } from '../openTestIncidents.ts';
import { createRuleSource, type SourceSettings } from './createRuleSource.ts';
import { deleteRuleSource } from './deleteRuleSource.ts';
import { type FakePrometheus, startFakePrometheus } from './fake.ts';
import { requestSync } from './requestSync.ts';
import { sweepRuleSources } from './sweepRuleSources.ts';
import { syncRuleSource } from './syncRuleSource.ts';
import { updateRuleSource } from './updateRuleSource.ts';

let platform: TestIncidents;
let prometheus: FakePrometheus;
let caller: Caller;
beforeAll(async () => void (platform = await openTestIncidents({ outbound: createOutbound(['127.0.0.0/8']) })));
afterAll(() => platform.close());
beforeEach(async () => {
  prometheus = await startFakePrometheus();
  caller = await platform.createTenant();
});
afterEach(() => prometheus.close());

const signal = new AbortController().signal;
const create = (settings: Partial<SourceSettings> = {}) => createRuleSource(platform, caller, { name: 'prod', url: prometheus.url, ...settings });
const sync = (sourceId: string, within = caller) => syncRuleSource(platform, { tenantId: within.tenantId, payload: { sourceId }, signal });
const inTenant = <T>(work: Parameters<typeof platform.database.inTenant<T>>[1], within = caller) => platform.database.inTenant(within.tenantId, work);
const sourceRow = (id: string) => inTenant((db) => db.ruleSource.findFirstOrThrow({ where: { id } }));
const rules = (within = caller) => inTenant((db) => db.alertRule.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] }), within);
const jobs = (queue: string) => platform.jobs({ tenantId: caller.tenantId } as never, queue);

describe('settings', () => {
  test('credentials are sealed, and neither shown nor audited', async () => {
    const source = await create({ credentials: { auth: 'BASIC', username: 'turing', password: 'lovelace' } });
    expect(source).toMatchObject({ auth: 'BASIC', kind: 'PROMETHEUS', intervalS: 60 });
    expect(source.credentials).not.toContain('lovelace');
    const audits = await inTenant((db) => db.auditEntry.findMany());
    expect(audits).toMatchObject([{ action: 'ruleSource.created', subjectId: source.id, after: { auth: 'BASIC', url: prometheus.url } }]);
    expect(JSON.stringify(audits)).not.toContain('turing');
    const { data } = await platform.ask(caller, '{ ruleSources { edges { node { name url auth } } } }');
    expect(data.ruleSources.edges).toEqual([{ node: { name: 'prod', url: prometheus.url, auth: 'BASIC' } }]);
  });

  test.each<[Partial<SourceSettings>, string]>([
    [{ name: ' ' }, 'BAD_USER_INPUT'],
    [{ url: 'ftp://prometheus' }, 'BAD_USER_INPUT'],
    [{ url: 'http://169.254.169.254' }, 'TARGET_REFUSED'],
    [{ url: 'http://ada:pw@example.com' }, 'TARGET_REFUSED'],
    [{ intervalS: 1 }, 'BAD_USER_INPUT'],
    [{ credentials: { auth: 'BEARER', token: '' } }, 'BAD_USER_INPUT'],
    [{ credentials: { auth: 'BEARER' } as never }, 'BAD_USER_INPUT'],
  ])('%j is refused', async (settings, code) => {
    await expect(create(settings)).rejects.toMatchObject({ code });
  });

  test('the address of the rules themselves is taken for that of their server', async () => {
    expect((await create({ url: `${prometheus.url}/api/v1/rules/` })).url).toBe(prometheus.url);
  });

  test('names are taken in one tenant, not in another', async () => {
    const { id } = await create();
    await expect(create()).rejects.toMatchObject({ code: 'CONFLICT' });
    const other = await create({ name: 'staging' });
    await expect(updateRuleSource(platform, caller, other.id, { name: 'prod' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await updateRuleSource(platform, caller, id, { name: 'prod' });
    await createRuleSource(platform, await platform.createTenant(), { name: 'prod', url: prometheus.url });
  });

  test('stored credentials go to no other server', async () => {
    const { id } = await create({ credentials: { auth: 'BEARER', token: 'secret' } });
    const elsewhere = { url: 'http://127.0.0.2:9090' };
    await expect(updateRuleSource(platform, caller, id, elsewhere)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await updateRuleSource(platform, caller, id, { url: `${prometheus.url}/` })).auth).toBe('BEARER');
    expect((await updateRuleSource(platform, caller, id, { ...elsewhere, credentials: { auth: 'NONE' } })).credentials).toBeNull();
    const test = await platform.ask(caller, 'mutation ($input: TestRuleSourceInput!) { testRuleSource(input: $input) { reason } }', {
      input: { id: (await create({ name: 'b', credentials: { auth: 'BEARER', token: 'secret' } })).id, ...elsewhere },
    });
    expect(test.errors?.[0]?.message).toContain('another server');
  });

  test('another tenant can neither change, read, ask nor delete it', async () => {
    const { id } = await create();
    const stranger = await platform.createTenant();
    const refused = { code: 'NOT_FOUND' };
    await expect(updateRuleSource(platform, stranger, id, { name: 'mine' })).rejects.toMatchObject(refused);
    await expect(requestSync(platform, stranger, id)).rejects.toMatchObject(refused);
    await expect(deleteRuleSource(platform, stranger, id)).rejects.toMatchObject(refused);
    await expect(deleteRuleSource(platform, stranger, 'prod')).rejects.toMatchObject(refused);
    await sync(id, stranger);
    expect(prometheus.received).toEqual([]);
    expect(await platform.ask(stranger, `{ ruleSource(id: "${id}") { name } }`)).toEqual({ data: { ruleSource: null } });
  });

  test('whoever may only read is refused', async () => {
    const { id } = await create();
    const reader: Caller = { ...caller, permissions: ['rules:read'] };
    const { errors } = await platform.ask(reader, `mutation { deleteRuleSource(id: "${id}") }`);
    expect(errors?.[0]?.message).toContain('rules:manage');
    const { errors: unread } = await platform.ask({ ...caller, permissions: [] }, '{ alertRules { totalCount } }');
    expect(unread?.[0]?.message).toContain('rules:read');
  });
});

describe('a sync', () => {
  const down = { name: 'Down', query: 'up{job="node"} == 0', labels: { severity: 'page' } };

  test('stores the rules, says which appeared, and is due again after its interval', async () => {
    prometheus.has(down, { name: 'Slow', query: 'latency_seconds > 1', state: 'firing', health: 'err', lastError: 'many-to-many' });
    const { id } = await create({ credentials: { auth: 'BEARER', token: 'secret' } });
    expect(await jobs('syncRuleSource')).toEqual([{ sourceId: id }]);
    await sync(id);
    expect(prometheus.received).toMatchObject([
      { path: '/prometheus/api/v1/rules?type=alert&exclude_alerts=true', headers: { authorization: 'Bearer secret' } },
    ]);
    expect(await rules()).toMatchObject([
      { name: 'Down', query: 'up{job="node"} == 0', forS: 60, metrics: ['up'], health: 'OK', state: 'INACTIVE', goneAt: null },
      { name: 'Slow', metrics: ['latency_seconds'], health: 'ERROR', lastError: 'many-to-many', state: 'FIRING' },
    ]);
    const [event] = await jobs('rules.synced/recordRuleLineage');
    expect(event?.['rules']).toMatchObject([{ name: 'Down', expression: down.query, isGone: false }, { name: 'Slow' }]);

    const source = await sourceRow(id);
    expect(source).toMatchObject({ outcome: 'synced', detail: null, leaseUntil: null });
    expect(source.nextSyncAt?.getTime()).toBe((source.attemptedAt?.getTime() ?? 0) + 60_000);
    const { data } = await platform.ask(caller, `{ ruleSource(id: "${id}") { ruleCount intervalSeconds sync { state reason } } }`);
    expect(data.ruleSource).toEqual({ ruleCount: 2, intervalSeconds: 60, sync: { state: 'OK', reason: 'synced' } });
  });

  test('that is not due asks nobody; a second one tells no news; what left is gone, and comes back as itself', async () => {
    prometheus.has(down);
    const { id } = await create();
    await sync(id);
    await sync(id);
    expect(prometheus.received).toHaveLength(1);
    const [before] = await rules();

    const again = async () => {
      platform.advance(60);
      await sync(id);
      return jobs('rules.synced/matchAlerts');
    };
    expect(await again()).toHaveLength(1);
    prometheus.has();
    expect((await again()).at(-1)?.['rules']).toMatchObject([{ name: 'Down', isGone: true }]);
    expect(await rules()).toMatchObject([{ id: before?.id, goneAt: expect.any(Date) }]);
    expect((await platform.ask(caller, '{ alertRules { totalCount } }')).data.alertRules.totalCount).toBe(0);
    expect((await platform.ask(caller, '{ alertRules(filter: { withGone: true }) { totalCount } }')).data.alertRules.totalCount).toBe(1);
    prometheus.has(down);
    expect((await again()).at(-1)?.['rules']).toMatchObject([{ id: before?.id, isGone: false }]);
    expect(await rules()).toMatchObject([{ id: before?.id, goneAt: null }]);

    prometheus.has();
    await again();
    platform.advance(31 * 86_400);
    await sync(id);
    expect(await rules()).toEqual([]);
  });

  test('that fails keeps the rules and says why', async () => {
    prometheus.has(down);
    const { id } = await create();
    await sync(id);
    prometheus.answers(503, 'starting up');
    await requestSync(platform, caller, id);
    const running = await platform.ask(caller, `{ ruleSource(id: "${id}") { sync { state } } }`);
    expect(running.data.ruleSource.sync.state).toBe('RUNNING');
    await sync(id);
    expect(await rules()).toHaveLength(1);
    const { data } = await platform.ask(caller, `{ ruleSource(id: "${id}") { ruleCount sync { state reason detail attemptedAt succeededAt } } }`);
    expect(data.ruleSource).toMatchObject({
      ruleCount: 1,
      sync: { state: 'FAILED', reason: 'answered_with_error', detail: 'It answered 503: starting up' },
    });
    expect(data.ruleSource.sync.succeededAt < data.ruleSource.sync.attemptedAt).toBe(true);
  });

  test('whose credentials were sealed with another key says so and asks nobody', async () => {
    const { id } = await create({ credentials: { auth: 'BEARER', token: 'secret' } });
    const changed = { ...platform, secretKey: new Uint8Array(32).fill(1) };
    await syncRuleSource(changed, { tenantId: caller.tenantId, payload: { sourceId: id }, signal });
    expect(await sourceRow(id)).toMatchObject({ outcome: 'secret_unreadable' });
    expect(prometheus.received).toEqual([]);
  });

  test('two workers ask once; one whose lease ran out stores nothing', async () => {
    prometheus.has(down);
    let release: () => void = () => undefined;
    prometheus.holds(new Promise((resolve) => (release = resolve)));
    const { id } = await create();
    const slow = sync(id);
    while (prometheus.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await sync(id);
    expect(prometheus.received).toHaveLength(1);

    platform.advance(61);
    prometheus.holds(Promise.resolve());
    prometheus.has({ ...down, name: 'Newer' });
    await sync(id);
    release();
    await slow;
    expect((await rules()).map(({ name }) => name)).toEqual(['Newer']);
  });

  test('the sweep wakes what is due in every tenant, and nothing that is switched off', async () => {
    const { id } = await create();
    const off = await create({ name: 'off' });
    await updateRuleSource(platform, caller, off.id, { enabled: false });
    await expect(requestSync(platform, caller, off.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    const before = (await jobs('syncRuleSource')).length;
    await sweepRuleSources(platform);
    expect((await jobs('syncRuleSource')).slice(before)).toEqual([{ sourceId: id }]);
  });

  test('a thousand rules are written in few statements, and read by pages', async () => {
    prometheus.has(...Array.from({ length: 1_001 }, (_, n) => ({ name: `Rule ${String(n).padStart(4, '0')}`, query: `metric_${n % 7} > ${n}` })));
    const { id } = await create();
    await sync(id);
    const page = `query ($after: String) { alertRules(first: 200, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { name } } } }`;
    const names: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await platform.ask(caller, page, { after });
      expect(data.alertRules.totalCount).toBe(1_001);
      names.push(...data.alertRules.edges.map(({ node }: { node: { name: string } }) => node.name));
      ({ endCursor: after, hasNextPage: more } = data.alertRules.pageInfo);
    }
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toHaveLength(1_001);
    const { data } = await platform.ask(caller, '{ alertRules(filter: { metric: "metric_3" }) { totalCount } }');
    expect(data.alertRules.totalCount).toBe(143);
    expect((await jobs('rules.synced/matchAlerts')).map((event) => event['rules'].length)).toEqual([500, 500, 1]);
  });
});

test('rules are found by any part of what they say, and by where they stand', async () => {
  prometheus.has(
    { name: 'Down', query: 'up{job="node"} == 0', state: 'firing', labels: { team: 'infra' } },
    { name: 'Slow_%', query: 'latency_seconds > 1', state: 'firing', health: 'err', annotations: { summary: 'Users wait' } },
    { name: 'Idle', query: 'up > 9' },
  );
  const { id } = await create();
  await sync(id);
  const found = async (filter: object) => {
    const query = `query ($filter: AlertRuleFilter) {
      alertRules(filter: $filter) { edges { node { name } } }
      alertRuleFacets(filter: $filter) { states { value count } healths { value count } sources { value count } }
    }`;
    const { data } = await platform.ask(caller, query, { filter });
    return { names: data.alertRules.edges.map(({ node }: { node: { name: string } }) => node.name), facets: data.alertRuleFacets };
  };
  expect((await found({ search: 'JOB="node' })).names).toEqual(['Down']);
  expect((await found({ search: 'users wait' })).names).toEqual(['Slow_%']);
  expect((await found({ search: '_%' })).names).toEqual(['Slow_%']);
  expect((await found({ search: 'infra' })).names).toEqual(['Down']);
  expect((await found({ metric: 'up' })).names).toEqual(['Down', 'Idle']);
  expect((await found({ metric: 'u' })).names).toEqual([]);
  expect((await found({ sourceIds: [id], healths: ['ERROR'] })).names).toEqual(['Slow_%']);
  expect((await found({ sourceIds: ['nowhere'] })).names).toEqual([]);
  expect(await found({ states: ['FIRING'], healths: ['OK'] })).toEqual({
    names: ['Down'],
    facets: {
      states: [
        { value: 'FIRING', count: 1 },
        { value: 'INACTIVE', count: 1 },
      ],
      healths: [
        { value: 'ERROR', count: 1 },
        { value: 'OK', count: 1 },
      ],
      sources: [{ value: id, count: 1 }],
    },
  });
});

describe('the test of an address', () => {
  const trial = async (input: object) => {
    const { data, errors } = await platform.ask(
      caller,
      'mutation ($input: TestRuleSourceInput!) { testRuleSource(input: $input) { reason detail rules } }',
      { input },
    );
    return data?.testRuleSource ?? errors?.[0]?.message;
  };

  test('says how many rules there are, and keeps nothing', async () => {
    prometheus.has({ name: 'A', query: 'a' });
    const credentials = { auth: 'BASIC', username: 'ada', password: 'pw' };
    expect(await trial({ url: prometheus.url, credentials })).toEqual({ reason: 'synced', detail: null, rules: 1 });
    expect(prometheus.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ada:pw').toString('base64')}`);
    expect(await rules()).toEqual([]);
    expect(await inTenant((db) => db.auditEntry.findMany())).toMatchObject([{ action: 'ruleSource.tested', after: { url: prometheus.url } }]);
  });

  test('uses what is stored of a source', async () => {
    const { id } = await create({ credentials: { auth: 'BEARER', token: 'secret' } });
    expect(await trial({ id, url: prometheus.url })).toMatchObject({ reason: 'synced' });
    expect(prometheus.received[0]?.headers.authorization).toBe('Bearer secret');
    expect(await trial({ id: '00000000-0000-7000-8000-000000000000', url: prometheus.url })).toContain('There is no rule source');
  });

  test('says what is wrong', async () => {
    expect(await trial({ url: prometheus.url.replace('/prometheus', '/nothing') })).toMatchObject({ reason: 'no_rules_api', rules: null });
    prometheus.answers(200, '<html>');
    expect(await trial({ url: prometheus.url })).toMatchObject({ reason: 'not_a_rules_api' });
    await prometheus.close();
    expect(await trial({ url: prometheus.url })).toMatchObject({ reason: 'connection_refused' });
    expect(await trial({ url: 'http://10.0.0.1' })).toContain('not a public address');
  });
});

test('a source that is deleted takes its rules along, and says that they are gone', async () => {
  prometheus.has({ name: 'Down', query: 'up == 0' });
  const { id } = await create();
  await sync(id);
  await deleteRuleSource(platform, caller, id);
  expect(await rules()).toEqual([]);
  expect((await jobs('rules.synced/matchAlerts')).at(-1)?.['rules']).toMatchObject([{ name: 'Down', isGone: true }]);
  expect((await inTenant((db) => db.auditEntry.findMany())).map(({ action }) => action)).toEqual(['ruleSource.created', 'ruleSource.deleted']);
});
