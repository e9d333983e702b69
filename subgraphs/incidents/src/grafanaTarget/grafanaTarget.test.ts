import type { Caller } from '#kit/caller';
import { createOutbound } from '#kit/outbound';
import { deleteManagedRule } from '../managedRule/deleteManagedRule.ts';
import { saveManagedRule } from '../managedRule/saveManagedRule.ts';
import { openTestIncidents, type TestIncidents } from '../openTestIncidents.ts';
import { type FakeGrafana, startFakeGrafana } from './fake.ts';
import { pushRules } from './pushRules.ts';
import { saveGrafanaTarget } from './saveGrafanaTarget.ts';
import { sweepGrafanaTargets } from './sweepGrafanaTargets.ts';

let platform: TestIncidents;
let grafana: FakeGrafana;
let caller: Caller;
beforeAll(async () => void (platform = await openTestIncidents({ outbound: createOutbound(['127.0.0.0/8']) })));
afterAll(() => platform.close());
beforeEach(async () => {
  grafana = await startFakeGrafana();
  caller = await platform.createTenant();
});
afterEach(() => grafana.close());

const signal = new AbortController().signal;
const input = () => ({ name: 'Grafana', url: grafana.url, token: grafana.token, folderUid: 'platform', datasourceUid: 'prom' });
const add = async (change: object = {}) => (await saveGrafanaTarget(platform, caller, null, { ...input(), ...change })).id;
const keep = (name: string, group = 'hosts', query = 'up == 0') => saveManagedRule(platform, caller, null, { name, group, query, for: '5m' });
const push = (targetId: string, by = caller) => pushRules(platform, { tenantId: by.tenantId, payload: { targetId }, signal });
const ask = (id: string, fields: string) =>
  platform.ask(caller, `{ grafanaTarget(id: "${id}") { ${fields} } }`).then(({ data }) => data.grafanaTarget);
const state = (id: string) => ask(id, 'push { state reason detail }').then(({ push }) => push);
const drift = async (id: string) => {
  const { rules, ...read } = (await ask(id, 'drift { reason rules { name state differences { field ours theirs } } }')).drift;
  return { ...read, rules: rules.map(({ name, state }: { name: string; state: string }) => `${name} ${state}`) };
};
const there = () => grafana.rules.map(({ ruleGroup, title }) => `${ruleGroup}/${String(title)}`).sort();

test('rules are pushed when they change, into a folder that is made, and leave when they are deleted', async () => {
  const id = await add();
  const { id: first } = await keep('Down');
  await keep('Slow', 'api');
  expect(await state(id)).toMatchObject({ state: 'RUNNING' });
  await push(id);
  expect(await state(id)).toEqual({ state: 'OK', reason: 'pushed', detail: null });
  expect([...grafana.folders]).toEqual(['platform']);
  expect(there()).toEqual(['api/Slow', 'hosts/Down']);
  expect(await drift(id)).toEqual({ reason: 'read', rules: ['Slow SAME', 'Down SAME'] });

  grafana.received.length = 0;
  await deleteManagedRule(platform, caller, first);
  await push(id);
  expect(there()).toEqual(['api/Slow']);
  expect(grafana.received.filter((request) => request.startsWith('PUT'))).toEqual([]);
});

test('what was changed there is shown, and put right by a push', async () => {
  const id = await add();
  await keep('Down');
  await push(id);
  Object.assign(grafana.rules[0] as object, { isPaused: true });
  grafana.rules = [...grafana.rules, { ...(grafana.rules[0] as (typeof grafana.rules)[0]), uid: 'by-hand', ruleGroup: 'own', title: 'By hand' }];
  expect(await drift(id)).toEqual({ reason: 'read', rules: ['Down DIFFERS', 'By hand EXTRA'] });
  await push(id);
  expect((await drift(id)).rules).toEqual(['Down DIFFERS', 'By hand EXTRA']);

  await platform.ask(caller, `mutation { pushGrafanaTarget(id: "${id}") { id } }`);
  await push(id);
  expect((await drift(id)).rules).toEqual(['Down SAME', 'By hand EXTRA']);
});

test('a rule that moves to another group is there once', async () => {
  const id = await add();
  const { id: rule } = await keep('Down');
  await push(id);
  await saveManagedRule(platform, caller, rule, { name: 'Down', group: 'api', query: 'up == 0' });
  await push(id);
  expect(there()).toEqual(['api/Down']);
  expect(await state(id)).toMatchObject({ state: 'OK' });
});

test('a group in which somebody else keeps rules is left alone', async () => {
  const id = await add();
  grafana.rules = [{ uid: 'by-hand', title: 'By hand', folderUID: 'platform', ruleGroup: 'hosts' }];
  await keep('Down');
  await push(id);
  expect(await state(id)).toEqual({ state: 'FAILED', reason: 'foreign_rules_in_group', detail: 'hosts' });
  expect(there()).toEqual(['hosts/By hand']);
});

test.each([
  [401, '{"message":"Invalid API key"}', 'credentials_refused', 'It answered 401: Invalid API key'],
  [403, '{"message":"no alert.provisioning:write"}', 'permission_missing', 'It answered 403: no alert.provisioning:write'],
  [404, '<html>', 'not_grafana', 'It answered 404: <html>'],
  [200, '{}', 'not_grafana', 'The answer is no list of alert rules.'],
  [200, '<html>', 'not_grafana', 'The answer is not JSON.'],
  [400, '{"message":"invalid alert rule"}', 'rules_refused', 'It answered 400: invalid alert rule'],
  [500, '', 'answered_with_error', 'It answered 500: '],
])('a Grafana that answers %s %s', async (status, body, reason, detail) => {
  const id = await add();
  await keep('Down');
  grafana.answers(status, body);
  await push(id);
  expect(await state(id)).toEqual({ state: 'FAILED', reason, detail });
  expect(await drift(id)).toEqual({ reason, rules: [] });

  grafana.answers();
  platform.advance(29);
  await push(id);
  expect(await state(id)).toMatchObject({ state: 'FAILED' });
  platform.advance(2);
  await sweepGrafanaTargets(platform);
  expect(await platform.jobs({ tenantId: caller.tenantId } as never, 'pushRules')).toContainEqual({ targetId: id });
  await push(id);
  expect(await state(id)).toMatchObject({ state: 'OK' });
});

test('one that is away, and one whose token cannot be opened', async () => {
  const id = await add();
  const changed = { ...platform, secretKey: new Uint8Array(32).fill(1) };
  await pushRules(changed, { tenantId: caller.tenantId, payload: { targetId: id }, signal });
  expect(await state(id)).toMatchObject({ reason: 'secret_unreadable' });
  await grafana.close();
  expect((await drift(id)).reason).toBe('connection_refused');
});

test('two workers push once', async () => {
  const id = await add();
  await keep('Down');
  await Promise.all([push(id), push(id)]);
  expect(grafana.received.filter((request) => request.startsWith('PUT'))).toHaveLength(1);
});

test('a change that comes while a push is under way is pushed, too', async () => {
  const id = await add();
  await keep('Down');
  const pushing = push(id);
  while (grafana.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await keep('Slow');
  await pushing;
  platform.advance(1);
  await push(id);
  expect(there()).toEqual(['hosts/Down', 'hosts/Slow']);
});

describe('settings', () => {
  test('the token is sealed, never shown or audited, kept when it is left out, and goes to no other server', async () => {
    const id = await add();
    const row = await platform.database.inTenant(caller.tenantId, (db) => db.grafanaTarget.findFirstOrThrow());
    expect(row.token).not.toContain(grafana.token);
    const audits = await platform.database.inTenant(caller.tenantId, (db) => db.auditEntry.findMany());
    expect(JSON.stringify(audits)).not.toContain(grafana.token);
    const { token: _, ...rest } = input();
    const { token } = await saveGrafanaTarget(platform, caller, id, { ...rest, name: 'Renamed' });
    expect(token).toBe(row.token);
    await expect(saveGrafanaTarget(platform, caller, id, { ...rest, url: 'http://127.0.0.2:3000' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(saveGrafanaTarget(platform, caller, null, rest)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test.each([
    [{ url: 'http://169.254.169.254' }, 'TARGET_REFUSED'],
    [{ folderUid: 'a folder' }, 'BAD_USER_INPUT'],
    [{ datasourceUid: '' }, 'BAD_USER_INPUT'],
    [{ name: '' }, 'BAD_USER_INPUT'],
  ])('%j is refused', async (change, code) => {
    await expect(add(change)).rejects.toMatchObject({ code });
  });

  test('names are taken once; one that is switched off is not pushed to; deleting leaves its rules', async () => {
    const id = await add({ enabled: false });
    await expect(add()).rejects.toMatchObject({ code: 'CONFLICT' });
    await keep('Down');
    await push(id);
    expect(grafana.received).toEqual([]);
    expect((await platform.ask(caller, `mutation { pushGrafanaTarget(id: "${id}") { id } }`)).errors?.[0]?.message).toContain('switched off');
    await saveGrafanaTarget(platform, caller, id, input());
    await push(id);
    expect((await platform.ask(caller, `mutation { deleteGrafanaTarget(id: "${id}") }`)).data.deleteGrafanaTarget).toBe(id);
    expect(there()).toEqual(['hosts/Down']);
  });

  test('another tenant reaches none of it, and whoever may only read changes nothing', async () => {
    const id = await add();
    const stranger = await platform.createTenant();
    await push(id, stranger);
    expect(grafana.received).toEqual([]);
    const mutation = (by: Caller, text: string) => platform.ask(by, `mutation { ${text} }`).then(({ errors }) => errors?.[0]?.message);
    const all = [`pushGrafanaTarget(id: "${id}") { id }`, `deleteGrafanaTarget(id: "${id}")`];
    for (const text of all) {
      expect(await mutation(stranger, text)).toContain('There is no Grafana');
      expect(await mutation({ ...caller, permissions: ['rules:read'] }, text)).toContain('rules:manage');
    }
    expect((await platform.ask(stranger, `{ grafanaTarget(id: "${id}") { id } grafanaTargets { totalCount } }`)).data).toEqual({
      grafanaTarget: null,
      grafanaTargets: { totalCount: 0 },
    });
  });
});
