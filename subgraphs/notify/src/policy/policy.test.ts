import type { Caller } from '#kit/caller';
import { systemActor } from '#kit/transact';
import { uuidv7 } from 'uuidv7';
import { deleteChain } from '../escalation/deleteChain.ts';
import { requireUnnamed } from '../escalation/chainsNaming.ts';
import { saveChain } from '../escalation/saveChain.ts';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { checkPolicy } from './checkPolicy.ts';
import { explainPolicy, matchPolicy, type PolicySubject } from './matchPolicy.ts';
import { plantPolicy } from './plantPolicy.ts';
import { policyDraft, type PolicyDraftInput } from './policyDraft.ts';
import { readPolicy } from './readPolicy.ts';
import { restorePolicy, savePolicy } from './savePolicy.ts';
import { whoWouldBeTold } from './whoWouldBeTold.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

const team = uuidv7();
const chainId = uuidv7();
const plant = (input: PolicyDraftInput) => plantPolicy(policyDraft.parse(input));
const tree = plant({
  name: 'all',
  children: [
    { name: 'copy', continues: true, matchers: ['team="db"'], tells: 'EVERY_CHANNEL' },
    { name: 'db', matchers: ['team="db"'], tells: 'CHAIN', chainId, children: [{ name: 'bad', severities: ['CRITICAL'], importance: 'IMPORTANT' }] },
    { name: 'first', priorities: ['P1'], tells: 'NOBODY' },
    { name: 'web', ownerTeamIds: [team] },
  ],
});
const subject = (change: Partial<PolicySubject> = {}): PolicySubject => ({
  labels: {},
  severity: 'LOW',
  priority: null,
  ownerTeamId: null,
  ...change,
});

test.each([
  [{}, ['all']],
  [{ labels: { team: 'db' } }, ['copy', 'db']],
  [{ labels: { team: 'db' }, severity: 'CRITICAL' as const }, ['copy', 'bad']],
  [{ priority: 'P1' as const }, ['first']],
  [{ ownerTeamId: team }, ['web']],
])('%j comes to %j', (change, names) => {
  expect(matchPolicy(tree, subject(change)).map(({ name }) => name)).toEqual(names);
});

test('what a node does not say it has of its parent, and every node says why it did or did not match', () => {
  const { leaves, verdicts } = explainPolicy(tree, subject({ labels: { team: 'db' }, severity: 'CRITICAL' }));
  expect(leaves.at(-1)?.effective).toEqual({ telling: { tells: 'CHAIN', chainId }, importance: 'IMPORTANT' });
  expect(verdicts.map(({ node, reason }) => `${node.name} ${reason}`)).toEqual([
    'all passed_down',
    'copy took_incident',
    'db passed_down',
    'bad took_incident',
    'first sibling_took_incident',
    'web sibling_took_incident',
  ]);
  const refused = explainPolicy(tree, subject({ priority: 'P2' })).verdicts.find(({ node }) => node.name === 'first');
  expect(refused).toMatchObject({ reason: 'condition_did_not_hold', facts: { condition: 'priority', wanted: ['P1'], actual: 'P2' } });
});

test.each([
  [{ name: 'r', matchers: ['a="b"'] }, ['', 'matchers', 'root_takes_everything']],
  [{ name: 'r', tells: 'CHAIN' }, ['', 'chainId', 'chain_missing']],
  [{ name: 'r', children: [{ name: 'a' }, { name: 'a' }] }, ['1', 'name', 'name_taken']],
  [{ name: 'r', children: [{ name: 'a', matchers: ['a=~"("'] }] }, ['0', 'matchers.0', 'bad_regular_expression']],
  [{ name: 'r', children: [{ name: '' }] }, ['0', 'name', 'bad_value']],
])('%j', (input, problem) => {
  expect(checkPolicy(input).problems.map(({ at, field, code }) => [at.join('.'), field, code])).toEqual([problem]);
});

const read = ({ tenantId }: Caller) => platform.database.inTenant(tenantId, (db) => readPolicy(db));

test('of two who save at once one is told; versions come back as new ones; another tenant has its own', async () => {
  const caller = await platform.createTenant();
  const save = (name: string, expectedVersion = 0) => savePolicy(platform, caller, { tree: { name }, expectedVersion });
  const saves = await Promise.allSettled([save('mine'), save('theirs')]);
  expect(saves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const first = (await read(caller))?.draft.name;
  await save('second', 1);
  await restorePolicy(platform, caller, 1, 2);
  expect(await read(caller)).toMatchObject({ version: 3, draft: { name: first } });
  const stranger = await platform.createTenant();
  await expect(restorePolicy(platform, stranger, 1, 0)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await read(stranger)).toBeNull();
});

test('a chain that is named, and what a chain names, is not taken away', async () => {
  const { caller, channelId } = await platform.createListener();
  const steps = [{ kind: 'channel' as const, channelId }];
  const chain = await saveChain(platform, caller, { id: null, chain: { name: 'primary', steps }, expectedVersion: 0 });
  await savePolicy(platform, caller, { tree: { name: 'all', tells: 'CHAIN', chainId: chain.id }, expectedVersion: 0 });
  await expect(deleteChain(platform, caller, chain.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  await platform.database.inTenant(caller.tenantId, (db) =>
    expect(requireUnnamed(db, caller.tenantId, { channelId })).rejects.toMatchObject({ code: 'CONFLICT' }),
  );
  await savePolicy(platform, caller, { tree: { name: 'all' }, expectedVersion: 1 });
  await deleteChain(platform, caller, chain.id);
  await platform.database.inTenant(caller.tenantId, (db) => expect(requireUnnamed(db, caller.tenantId, { channelId })).resolves.toBeUndefined());

  const stranger = await platform.createTenant();
  await expect(saveChain(platform, stranger, { id: null, chain: { name: 'theirs', steps }, expectedVersion: 0 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const again = await saveChain(platform, caller, { id: null, chain: { name: 'primary', steps }, expectedVersion: 0 });
  await expect(deleteChain(platform, stranger, again.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(
    savePolicy(platform, stranger, { tree: { name: 'all', tells: 'CHAIN', chainId: again.id }, expectedVersion: 0 }),
  ).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test.each([
  [[{ kind: 'repeat' as const, times: 1 }], /needs a wait/],
  [[{ kind: 'roundRobin' as const }], /either the people or the team/],
  [[{ kind: 'wait' as const, seconds: 0 }], /seconds/],
])('a chain of %j is refused', async (steps, message) => {
  const caller = await platform.createTenant();
  await expect(async () => saveChain(platform, caller, { id: null, chain: { name: 'c', steps }, expectedVersion: 0 })).rejects.toThrow(message);
});

test('who would be told is foretold step by step, with the times, and nothing is sent or moved on', async () => {
  const { caller, channelId } = await platform.createListener();
  const [ann, bob] = [await platform.createPerson(caller, 'Ann'), await platform.createPerson(caller, 'Bob')];
  const chain = await saveChain(platform, caller, {
    ...{ id: null, expectedVersion: 0 },
    chain: {
      name: 'primary',
      steps: [
        { kind: 'channel', channelId },
        { kind: 'wait', seconds: 300 },
        { kind: 'roundRobin', personIds: [ann, bob] },
        { kind: 'wait', seconds: 600 },
        { kind: 'everyChannel', only: { severities: ['LOW'] } },
        { kind: 'repeat', times: 1 },
      ],
    },
  });
  const draft = { name: 'all', tells: 'CHAIN', chainId: chain.id };
  const at = new Date('2026-11-27T03:00:00Z');
  const foretell = () =>
    platform.database.inTenant(caller.tenantId, (db) => whoWouldBeTold(db, platform, { labels: {}, severity: 'HIGH', at, draft }));
  const { ways } = await foretell();
  expect(ways[0]?.foretold.map(({ at, round, step, reason }) => `${at.toISOString().slice(11, 19)} ${round}.${step ?? '-'} ${reason}`)).toEqual([
    '03:00:00 1.0 told',
    '03:00:00 1.1 waits',
    '03:05:00 1.2 no_way_to_reach',
    '03:05:00 1.3 nobody_was_told',
    '03:05:00 1.4 other_severity',
    '03:05:00 1.5 begins_again',
    '03:05:00 2.0 told',
    '03:05:00 2.1 waits',
    '03:10:00 2.2 no_way_to_reach',
    '03:10:00 2.3 nobody_was_told',
    '03:10:00 2.4 other_severity',
    '03:10:00 2.5 repeated_enough',
    '03:10:00 2.- chain_exhausted',
  ]);
  expect((await foretell()).ways).toEqual(ways);
  expect(await platform.deliveries(caller)).toEqual([]);
  const incident = await platform.openIncident(caller);
  const stranger = systemActor((await platform.createTenant()).tenantId);
  await platform.database.inTenant(stranger.tenantId, (db) =>
    expect(whoWouldBeTold(db, platform, { incidentId: incident.id })).rejects.toMatchObject({ code: 'NOT_FOUND' }),
  );
});
