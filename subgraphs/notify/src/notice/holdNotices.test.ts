import type { IncidentFacts } from '#contracts/events';
import type { Caller } from '#kit/caller';
import { uuidv7 } from 'uuidv7';
import { exampleIncident, openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { isHeld } from './heldNotices.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

const open = (caller: Caller, incident: IncidentFacts) => platform.run('incident.flushed/dispatchNotices', caller, { incident });
const merge = (caller: Caller, incident: IncidentFacts, mergeId: string) =>
  platform.run('incident.merged/holdNotices', caller, { incident: { ...incident, status: 'MERGED' }, mergeId, intoId: uuidv7() });
const unmerge = (caller: Caller, incident: IncidentFacts, mergeId: string) =>
  platform.run('incident.unmerged/holdNotices', caller, { incident, mergeId, fromId: uuidv7() });
const notices = async (caller: Caller) =>
  (await platform.deliveries(caller)).map(({ event, status, outcome }) => [event, status, outcome].join(' ').trim());

test('nobody is paged for an incident that was merged, and everybody is when the merge is undone', async () => {
  const { caller, receiver } = await platform.createListener();
  const [incident, mergeId] = [exampleIncident(), uuidv7()];
  await open(caller, incident);
  await merge(caller, incident, mergeId);
  await platform.wake(caller);
  expect(await notices(caller)).toEqual(['opened CANCELLED merged_first']);
  expect(receiver.received).toHaveLength(0);

  await unmerge(caller, incident, mergeId);
  await open(caller, incident);
  await platform.wake(caller);
  expect(await notices(caller)).toEqual(['opened DELIVERED delivered']);
  expect(receiver.received).toHaveLength(1);
});

test('an announcement that comes after the merge is not dispatched, and is when it comes again after the undoing', async () => {
  const { caller } = await platform.createListener();
  const [incident, mergeId] = [exampleIncident(), uuidv7()];
  await merge(caller, incident, mergeId);
  await open(caller, incident);
  expect(await notices(caller)).toEqual([]);
  await unmerge(caller, incident, mergeId);
  await open(caller, incident);
  expect(await notices(caller)).toEqual(['opened PENDING']);
});

test('the two jobs may run in either order and twice', async () => {
  const { caller } = await platform.createListener();
  const [incident, mergeId] = [exampleIncident(), uuidv7()];
  for (const hold of [unmerge, merge, merge, unmerge]) await hold(caller, incident, mergeId);
  await open(caller, incident);
  expect(await notices(caller)).toEqual(['opened PENDING']);
});

test('who was told already is not told again, and another tenant holds nothing', async () => {
  const { caller, receiver } = await platform.createListener();
  const [incident, mergeId] = [exampleIncident(), uuidv7()];
  await open(caller, incident);
  const stranger = await platform.createListener();
  await merge(stranger.caller, incident, uuidv7());
  await platform.wake(caller);
  await merge(caller, incident, mergeId);
  await unmerge(caller, incident, mergeId);
  await open(caller, incident);
  await platform.wake(caller);
  expect(await notices(caller)).toEqual(['opened DELIVERED delivered']);
  expect(receiver.received).toHaveLength(1);
});

test.each([
  [[], false],
  [['opened'], false],
  [['merged:1'], true],
  [['merged:1', 'unmerged:1'], false],
  [['merged:1', 'unmerged:1', 'merged:2'], true],
] as const)('%j held: %s', (past, held) => {
  expect(isHeld(past.map((event) => ({ event })))).toBe(held);
});
