import { setIncidentPrivate } from '../incident/setIncidentPrivate.ts';
import { setIncidentOwner } from '../incident/setIncidentOwner.ts';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import type { CorrelationDraft } from './correlationRule.ts';
import { mostRules, saveCorrelationRule } from './saveCorrelationRule.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const input = (change: Partial<Record<string, unknown>> = {}) => ({
  name: 'Same service',
  windowMinutes: 15,
  labels: ['service'],
  mode: 'SUGGEST',
  ...change,
});
const create =
  'mutation ($input: CorrelationRuleInput!) { createCorrelationRule(input: $input) { id name enabled labels mostHops mostIncidents matchers { name } } }';
const draft: CorrelationDraft = { name: 'x', windowMinutes: 15, labels: ['service'], mode: 'SUGGEST' };

type Answer = { data: any; errors?: { message: string; extensions?: { code: string } }[] };
const ask = (query: string, variables = {}, by = sender.caller): Promise<Answer> => platform.ask(by, query, variables);
const names = async (by = sender.caller): Promise<string[]> =>
  (await ask('{ correlationRules { edges { node { name } } } }', {}, by)).data.correlationRules.edges.map(({ node }: any) => node.name);
const audited = () =>
  platform.database.inTenant(sender.tenantId, (db) => db.auditEntry.findMany({ where: { subjectKind: 'CorrelationRule' }, orderBy: { id: 'asc' } }));

describe('the rules of a tenant', () => {
  test('are made, changed, moved and deleted; each leaves a row of audit', async () => {
    const { data } = await ask(create, { input: input({ matchers: [{ name: 'env', value: 'prod' }] }) });
    expect(data.createCorrelationRule).toMatchObject({ enabled: true, mostHops: null, mostIncidents: 20, matchers: [{ name: 'env' }] });
    const { id } = data.createCorrelationRule;
    for (const name of ['Second', 'Third']) await ask(create, { input: input({ name, mostHops: 2 }) });

    const update =
      'mutation ($id: ID!, $input: CorrelationRuleInput!) { updateCorrelationRule(id: $id, input: $input) { enabled mostHops labels matchers { name } } }';
    const changed = await ask(update, { id, input: input({ enabled: false, labels: null, mostHops: 6 }) });
    expect(changed.data.updateCorrelationRule).toEqual({ enabled: false, mostHops: 6, labels: [], matchers: [] });

    const move = 'mutation ($id: ID!, $position: Int!) { moveCorrelationRule(id: $id, position: $position) { name } }';
    expect((await ask(move, { id, position: 99 })).data.moveCorrelationRule.map(({ name }: any) => name)).toEqual([
      'Second',
      'Third',
      'Same service',
    ]);
    await ask(move, { id, position: 2 });
    expect(await names()).toEqual(['Second', 'Same service', 'Third']);
    expect((await ask(move, { id, position: 0 })).errors?.[0]?.message).toMatch(/counts from 1/);

    await ask('mutation ($id: ID!) { deleteCorrelationRule(id: $id) { id } }', { id });
    expect(await names()).toEqual(['Second', 'Third']);
    expect((await audited()).map(({ action }) => action)).toEqual([
      ...Array.from({ length: 3 }, () => 'correlationRule.created'),
      ...['correlationRule.updated', 'correlationRule.moved', 'correlationRule.moved', 'correlationRule.deleted'],
    ]);
  });

  test('are read by pages in their order', async () => {
    for (const name of ['a', 'b', 'c']) await ask(create, { input: input({ name }) });
    const page =
      'query ($after: String) { correlationRules(first: 2, after: $after) { totalCount edges { node { name } } pageInfo { hasNextPage endCursor } } }';
    const first = (await ask(page)).data.correlationRules;
    expect(first).toMatchObject({ totalCount: 3, edges: [{ node: { name: 'a' } }, { node: { name: 'b' } }], pageInfo: { hasNextPage: true } });
    const rest = (await ask(page, { after: first.pageInfo.endCursor })).data.correlationRules;
    expect(rest).toMatchObject({ edges: [{ node: { name: 'c' } }], pageInfo: { hasNextPage: false } });
  });

  test('are refused when they would join everything, for a taken name, and when there are too many', async () => {
    expect((await ask(create, { input: input({ labels: [] }) })).errors?.[0]?.message).toMatch(/join everything/);
    await ask(create, { input: input() });
    expect((await ask(create, { input: input() })).errors?.[0]?.message).toMatch(/named "Same service" already/);
    for (let at = 1; at < mostRules; at++) await saveCorrelationRule(platform, sender.caller, null, { ...draft, name: `n${at}` });
    await expect(saveCorrelationRule(platform, sender.caller, null, draft)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('50'),
    });
  });

  test("are nobody else's, and need permissions", async () => {
    const rule = await saveCorrelationRule(platform, sender.caller, null, draft);
    const stranger = await platform.createSender();
    expect(await names(stranger.caller)).toEqual([]);
    const verbs = [
      `updateCorrelationRule(id: "${rule.id}", input: { name: "stolen", windowMinutes: 1, mode: MERGE, mostHops: 1 }) { id }`,
      `moveCorrelationRule(id: "${rule.id}", position: 1) { id }`,
      `deleteCorrelationRule(id: "${rule.id}") { id }`,
    ];
    const reader = { ...sender.caller, permissions: sender.caller.permissions.filter((name) => name !== 'routes:manage') };
    for (const verb of verbs) {
      expect((await ask(`mutation { ${verb} }`, {}, stranger.caller)).errors?.[0]?.message).toMatch(/There is no correlation rule/);
      expect((await ask(`mutation { ${verb} }`, {}, reader)).errors?.[0]?.message).toMatch(/routes:manage/);
    }
    expect(await names()).toEqual(['x']);
    const blind = { ...sender.caller, permissions: [] };
    expect((await ask('{ correlationRules { totalCount } }', {}, blind)).errors?.[0]?.message).toMatch(/routes:read/);
  });
});

describe('a trial', () => {
  const trial = `query ($rule: CorrelationRuleInput!, $id: ID, $hours: Int) { testCorrelation(rule: $rule, incidentId: $id, hours: $hours) {
    examined matched truncated pairs { reason facts older { number } younger { number } evidence { gapSeconds sharedLabels { value } } } } }`;
  const raise = (name: string, service: string) => platform.receive(sender, firing(name, { labels: { service } }));

  test('tells what a draft would have joined in the last hours, and changes nothing', async () => {
    await raise('Old', 'a');
    platform.advance(3 * 3_600);
    for (const [name, service] of [
      ['A1', 'a'],
      ['B1', 'b'],
      ['A2', 'a'],
    ] as const)
      await raise(name, service);
    const { data } = await ask(trial, { rule: input(), hours: 2 });
    expect(data.testCorrelation).toMatchObject({ examined: 3, matched: 1, truncated: false });
    expect(data.testCorrelation.pairs[0]).toMatchObject({
      reason: 'matched',
      older: { number: 2 },
      younger: { number: 4 },
      evidence: { sharedLabels: [{ value: 'a' }] },
    });
    expect(data.testCorrelation.pairs.slice(1).map(({ reason }: any) => reason)).toEqual(['label_differs', 'label_differs']);
    const wide = await ask(trial, { rule: input({ windowMinutes: 300 }), hours: 1 });
    expect(wide.data.testCorrelation.matched).toBe(3);
    expect(
      (await ask('{ incidents { edges { node { correlation { pairs { totalCount } judgedAt } } } } }')).data.incidents.edges[0].node.correlation,
    ).toEqual({
      ...{ pairs: { totalCount: 0 }, judgedAt: null },
    });
  });

  test('around one incident tells of those before and after it', async () => {
    for (const name of ['One', 'Two', 'Three']) await raise(name, 'a');
    const two = (await platform.incidentsOf(sender))[1];
    const { data } = await ask(trial, { rule: input(), id: two?.id });
    expect(data.testCorrelation).toMatchObject({ examined: 1, matched: 2 });
    const pairs = data.testCorrelation.pairs.map(({ older, younger }: any) => [older.number, younger.number]);
    expect(pairs.sort()).toEqual([
      [1, 2],
      [2, 3],
    ]);
  });

  test('shows nobody what is private, and no other tenant anything', async () => {
    for (const name of ['One', 'Two']) await raise(name, 'a');
    const [one, two] = await platform.incidentsOf(sender);
    const ada = await platform.createPerson(sender);
    for (const each of [one, two]) {
      await setIncidentOwner(platform, ada, each?.id as string, await platform.createTeam(sender, each?.title));
      await setIncidentPrivate(platform, ada, each?.id as string, true);
    }
    const other = { ...ada, personId: null, permissions: ada.permissions.filter((name) => name !== 'private:see') };
    expect((await ask(trial, { rule: input() }, other)).data.testCorrelation).toMatchObject({ examined: 0, pairs: [] });
    expect((await ask(trial, { rule: input() })).data.testCorrelation.pairs).toMatchObject([{ reason: 'viewers_differ' }]);
    const stranger = await platform.createSender();
    expect((await ask(trial, { rule: input(), id: one?.id }, stranger.caller)).errors?.[0]?.message).toMatch(/There is no incident/);
    expect((await ask(trial, { rule: input() }, stranger.caller)).data.testCorrelation).toMatchObject({ examined: 0 });
  });

  test('says what is wrong with a draft, or with what it is asked', async () => {
    const wrong = async (variables: object) => (await ask(trial, variables)).errors?.[0]?.message;
    expect(await wrong({ rule: input({ labels: [] }) })).toMatch(/join everything/);
    expect(await wrong({ rule: input(), hours: 169 })).toMatch(/between 1 and 168/);
    expect(await wrong({ rule: input(), hours: 1, id: 'x' })).toMatch(/not both/);
  });
});
