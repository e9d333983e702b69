import type { Caller } from '#kit/caller';
import { openTestIncidents, type TestIncidents } from '../openTestIncidents.ts';

let platform: TestIncidents;
let caller: Caller;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (caller = await platform.createTenant()));

const file = (...alerts: string[]) => `groups: [{ name: g, rules: [${alerts.map((name) => `{ alert: ${name}, expr: up == 0 }`).join(', ')}] }]`;
const importing = `mutation ($input: ImportRuleFileInput!) {
  importRuleFile(input: $input) { rules recordings findings { effect code line group rule detail } source { name kind ruleCount sync { state } } }
}`;
const bring = (content: string, name = 'a.yml', source = 'Files') => platform.ask(caller, importing, { input: { source, file: name, content } });
const names = async () => {
  const { data } = await platform.ask(caller, '{ alertRules { edges { node { name file state health } } } }');
  return data.alertRules.edges.map(({ node }: { node: { name: string; file: string } }) => `${node.file} ${node.name}`);
};

test('the rules of a file are there, and those of another file of the source stay', async () => {
  const { data } = await bring(file('One', 'Two'));
  expect(data.importRuleFile).toEqual({
    rules: 2,
    recordings: 0,
    findings: [],
    source: { name: 'Files', kind: 'FILE', ruleCount: 2, sync: { state: 'OK' } },
  });
  await bring(file('Three'), 'b.yml');
  await bring(file('Two', 'Four'));
  expect(await names()).toEqual(['a.yml Four', 'b.yml Three', 'a.yml Two']);
  const events = await platform.jobs({ tenantId: caller.tenantId } as never, 'rules.synced/recordRuleLineage');
  expect(events.at(-1)?.['rules']).toMatchObject([
    { name: 'Four', isGone: false },
    { name: 'One', isGone: true },
  ]);
});

test('what is not understood is said, and the rest is stored', async () => {
  const { data } = await bring('groups: [{ name: g, rules: [{ alert: A, expr: up }, { alert: B, expr: "up{" }] }]');
  expect(data.importRuleFile).toMatchObject({ rules: 1, findings: [{ effect: 'LEFT_OUT', code: 'expression_broken', rule: 'B' }] });
  expect(await names()).toEqual(['a.yml A']);
});

test('a file of which nothing is understood changes nothing, and a check never does', async () => {
  await bring(file('One'));
  expect((await bring('groups: [')).errors?.[0]?.message).toMatch(/Line 1: not_yaml/);
  const check = 'query ($content: String!) { checkRuleFile(content: $content) { rules findings { code } source { id } } }';
  const { data } = await platform.ask(caller, check, { content: file('Two') });
  expect(data.checkRuleFile).toEqual({ rules: 1, findings: [], source: null });
  expect((await platform.ask(caller, check, { content: 'x'.repeat(200_001) })).errors?.[0]?.message).toContain('is the most');
  expect(await names()).toEqual(['a.yml One']);
});

test('an empty list of groups takes all rules of the file away', async () => {
  await bring(file('One'));
  await bring('groups: []');
  expect(await names()).toEqual([]);
});

test('a source that is asked for its rules takes no files, and a file source is not asked', async () => {
  const made = await platform.ask(caller, 'mutation { createRuleSource(input: { name: "Prom", url: "https://prometheus.example.com" }) { id } }');
  expect(made.errors).toBeUndefined();
  expect((await bring(file('One'), 'a.yml', 'Prom')).errors?.[0]?.message).toContain('another kind');
  await bring(file('One'));
  const { data } = await platform.ask(caller, '{ ruleSources { edges { node { id name url intervalSeconds } } } }');
  const files = data.ruleSources.edges.find(({ node }: { node: { name: string } }) => node.name === 'Files').node;
  expect(files).toMatchObject({ url: null, intervalSeconds: null });
  expect((await platform.ask(caller, `mutation { syncRuleSource(id: "${files.id}") { id } }`)).errors?.[0]?.message).toContain('not asked');
  const change = (input: string) => platform.ask(caller, `mutation { updateRuleSource(id: "${files.id}", input: ${input}) { name } }`);
  expect((await change('{ url: "https://x.example.com" }')).errors?.[0]?.message).toContain('not asked');
  expect((await change('{ name: "Shelf" }')).data.updateRuleSource).toEqual({ name: 'Shelf' });
});

test('whoever may only read is refused, and another tenant sees nothing', async () => {
  const reader = { ...caller, permissions: ['rules:read' as const] };
  expect((await platform.ask(reader, importing, { input: { source: 'a', file: 'b', content: file('One') } })).errors?.[0]?.message).toContain(
    'rules:manage',
  );
  await bring(file('One'));
  const stranger = await platform.createTenant();
  expect((await platform.ask(stranger, '{ alertRules { totalCount } ruleSources { totalCount } }')).data).toEqual({
    alertRules: { totalCount: 0 },
    ruleSources: { totalCount: 0 },
  });
});
