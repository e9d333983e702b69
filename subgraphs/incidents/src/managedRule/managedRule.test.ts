import type { Caller } from '#kit/caller';
import { openTestIncidents, type TestIncidents } from '../openTestIncidents.ts';

let platform: TestIncidents;
let caller: Caller;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (caller = await platform.createTenant()));

const rule = { name: 'Down', group: 'hosts', query: 'up == 0', for: '5m', labels: { severity: 'page' } };
const fields = 'id name group query forSeconds labels enabled template parameters';
const create = async (input: object, by = caller) =>
  platform.ask(by, `mutation ($input: ManagedRuleInput!) { createManagedRule(input: $input) { ${fields} } }`, { input });
const update = async (id: string, input: object, by = caller) =>
  platform.ask(by, `mutation ($id: ID!, $input: ManagedRuleInput!) { updateManagedRule(id: $id, input: $input) { ${fields} } }`, { id, input });
const remove = async (id: string, by = caller) => platform.ask(by, 'mutation ($id: ID!) { deleteManagedRule(id: $id) }', { id });
const file = async (by = caller) => (await platform.ask(by, '{ managedRuleFile }')).data.managedRuleFile as string;
const known = async () => {
  const { data } = await platform.ask(caller, '{ alertRules { edges { node { name query state source { name kind } } } } }');
  return data.alertRules.edges.map(({ node }: { node: object }) => node);
};

test('a rule is served, known as a rule, and leads to its metrics before any server has it', async () => {
  const { data } = await create(rule);
  expect(data.createManagedRule).toMatchObject({ name: 'Down', group: 'hosts', forSeconds: 300, enabled: true, template: null, parameters: null });
  expect(await file()).toContain('- alert: Down\n        expr: up == 0\n        for: 5m\n        labels:\n          severity: page\n');
  expect(await known()).toEqual([{ name: 'Down', query: 'up == 0', state: 'UNKNOWN', source: { name: 'Managed rules', kind: 'MANAGED' } }]);
  const events = await platform.jobs({ tenantId: caller.tenantId } as never, 'rules.synced/recordRuleLineage');
  expect(events.at(-1)?.['rules']).toMatchObject([{ name: 'Down', expression: 'up == 0', isGone: false }]);
});

test('a rule of a template keeps its parameters and is changed by them', async () => {
  const made = (await create({ template: 'host_down', parameters: { selector: 'job="node"' } })).data.createManagedRule;
  expect(made).toMatchObject({
    name: 'HostDown',
    query: 'up{job="node"} == 0',
    template: 'host_down',
    parameters: { selector: 'job="node"', for: '5m' },
  });
  const changed = (await update(made.id, { template: 'host_down', parameters: { selector: 'job="db"', severity: 'info' } })).data.updateManagedRule;
  expect(changed).toMatchObject({ id: made.id, query: 'up{job="db"} == 0', labels: { severity: 'info' } });
  const freed = (await update(made.id, { ...rule, name: 'HostDown' })).data.updateManagedRule;
  expect(freed).toMatchObject({ query: 'up == 0', template: null, parameters: null });
});

test('what a person added to a template is told apart from what the template says', async () => {
  const input = { template: 'host_down', labels: { team: 'infra' }, annotations: { summary: 'Look at the rack' } };
  const made = (await create(input)).data.createManagedRule;
  const own = async () => (await platform.ask(caller, `{ managedRule(id: "${made.id}") { ownLabels ownAnnotations annotations } }`)).data.managedRule;
  const { annotations, ...added } = await own();
  expect(added).toEqual({ ownLabels: { team: 'infra' }, ownAnnotations: { summary: 'Look at the rack' } });
  expect(annotations).toMatchObject({ summary: 'Look at the rack', description: expect.any(String) });
  await update(made.id, rule);
  expect(await own()).toEqual({ ownLabels: { severity: 'page' }, ownAnnotations: {}, annotations: {} });
});

test('a rule that is switched off or deleted is served no more', async () => {
  const { id } = (await create(rule)).data.createManagedRule;
  await update(id, { ...rule, enabled: false });
  expect(await file()).toContain('groups: []');
  expect(await known()).toEqual([]);
  await update(id, rule);
  expect(await known()).toHaveLength(1);
  expect((await remove(id)).data.deleteManagedRule).toBe(id);
  expect(await file()).toContain('groups: []');
  const { data } = await platform.ask(caller, `{ managedRule(id: "${id}") { id } managedRules { totalCount } }`);
  expect(data).toEqual({ managedRule: null, managedRules: { totalCount: 0 } });
  const actions = await platform.database.inTenant(caller.tenantId, (db) => db.auditEntry.findMany({ orderBy: { at: 'asc' } }));
  expect(actions.map(({ action }) => action)).toEqual(['managedRule.created', 'managedRule.changed', 'managedRule.changed', 'managedRule.deleted']);
});

test('what no server would take is refused, and so is a name twice in a group', async () => {
  expect((await create({ ...rule, query: 'up ==' })).errors?.[0]?.message).toContain('is no PromQL');
  const { id } = (await create(rule)).data.createManagedRule;
  expect((await create(rule)).errors?.[0]?.message).toContain('already');
  expect((await create({ ...rule, group: 'others' })).errors).toBeUndefined();
  expect((await update(id, { ...rule, group: 'others' })).errors?.[0]?.message).toContain('already');
  expect((await update(id, rule)).errors).toBeUndefined();
});

test('a preview is what would be served, and keeps nothing', async () => {
  const preview = 'query ($input: ManagedRuleInput!) { managedRulePreview(input: $input) { yaml query } }';
  const { data } = await platform.ask(caller, preview, { input: { template: 'host_down' } });
  expect(data.managedRulePreview).toMatchObject({ query: 'up == 0', yaml: expect.stringContaining('alert: HostDown') });
  expect((await platform.ask(caller, preview, { input: {} })).errors?.[0]?.message).toContain('name: ');
  expect(await file()).toContain('groups: []');
});

test('two changes at once both count', async () => {
  await Promise.all(Array.from({ length: 5 }, (_, n) => create({ ...rule, name: `Rule ${n}` })));
  expect(await known()).toHaveLength(5);
});

test('its source cannot be taken away under it', async () => {
  await create(rule);
  const { data } = await platform.ask(caller, '{ ruleSources { edges { node { id } } } }');
  const { errors } = await platform.ask(caller, `mutation { deleteRuleSource(id: "${data.ruleSources.edges[0].node.id}") }`);
  expect(errors?.[0]?.message).toContain('one by one');
});

test('whoever may only read is refused, and another tenant reaches nothing', async () => {
  const { id } = (await create(rule)).data.createManagedRule;
  const reader = { ...caller, permissions: ['rules:read' as const] };
  for (const answer of [await create(rule, reader), await update(id, rule, reader), await remove(id, reader)]) {
    expect(answer.errors?.[0]?.message).toContain('rules:manage');
  }
  const stranger = await platform.createTenant();
  for (const answer of [await update(id, rule, stranger), await remove(id, stranger)])
    expect(answer.errors?.[0]?.message).toContain('There is no managed rule');
  expect((await platform.ask(stranger, `{ managedRule(id: "${id}") { id } managedRules { totalCount } managedRuleFile }`)).data).toEqual({
    managedRule: null,
    managedRules: { totalCount: 0 },
    managedRuleFile: expect.stringContaining('groups: []'),
  });
});

test('the library is told with the schema of its parameters', async () => {
  const { data } = await platform.ask(caller, '{ ruleTemplates { key title alert parameters } }');
  expect(data.ruleTemplates.find(({ key }: { key: string }) => key === 'host_down')).toMatchObject({
    alert: 'HostDown',
    parameters: {
      type: 'object',
      properties: { severity: { enum: ['critical', 'warning', 'info'], default: 'critical' }, for: { type: 'string', default: '5m' } },
    },
  });
});
