import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const teamId = '01990000-0000-7000-8000-000000000001';
const office = { timeZone: 'Asia/Taipei', weekdays: [5, 1, 1], fromMinute: 540, toMinute: 1_080 };
const set = 'mutation ($teamId: ID!, $input: ServiceHoursInput!) { setServiceHours(teamId: $teamId, input: $input) { teamId weekdays team { id } } }';
const list = '{ serviceHours(first: 1) { totalCount edges { node { teamId timeZone fromMinute toMinute } } pageInfo { hasNextPage endCursor } } }';
const ask = (query: string, variables?: Record<string, unknown>) => platform.ask(sender.caller, query, variables);

test('the hours of a team are set, changed and taken away, and the audit tells', async () => {
  expect((await ask(set, { teamId, input: office })).data.setServiceHours).toEqual({ teamId, weekdays: [1, 5], team: { id: teamId } });
  await ask(set, { teamId, input: { ...office, toMinute: 1_440 } });
  await ask(set, { teamId: teamId.replace(/1$/, '2'), input: office });
  const { data } = await ask(list);
  expect(data.serviceHours).toMatchObject({ totalCount: 2, edges: [{ node: { teamId, toMinute: 1_440 } }], pageInfo: { hasNextPage: true } });
  const next = await ask(list.replace('first: 1', `first: 1, after: "${data.serviceHours.pageInfo.endCursor}"`));
  expect(next.data.serviceHours).toMatchObject({ edges: [{ node: { teamId: teamId.replace(/1$/, '2') } }], pageInfo: { hasNextPage: false } });
  const one = await ask(`{ serviceHours(teamIds: ["${teamId}", "x"]) { edges { node { teamId } } } }`);
  expect(one.data.serviceHours.edges).toHaveLength(1);
  expect((await ask(`mutation { deleteServiceHours(teamId: "${teamId}") }`)).data.deleteServiceHours).toBe(true);
  expect((await ask(`mutation { deleteServiceHours(teamId: "${teamId}") }`)).errors?.[0]?.message).toMatch(/no service hours/);
  const audit = await platform.database.inTenant(sender.tenantId, (db) =>
    db.auditEntry.findMany({ where: { subjectId: teamId }, orderBy: { id: 'asc' } }),
  );
  expect(audit.map(({ action }) => action)).toEqual(['serviceHours.set', 'serviceHours.set', 'serviceHours.deleted']);
});

test.each([
  [{ timeZone: 'Mars' }, /time zone/],
  [{ weekdays: [] }, /at least one day/],
  [{ weekdays: [8] }, /weekdays/],
  [{ fromMinute: 1_080 }, /ends later/],
  [{ toMinute: 1_441 }, /toMinute/],
])('%j makes no sense', async (change, message) => {
  expect((await ask(set, { teamId, input: { ...office, ...change } })).errors?.[0]?.message).toMatch(message);
});

test('who may not manage routes sets nothing, and another tenant sees nothing', async () => {
  const reader = { ...sender.caller, permissions: sender.caller.permissions.filter((name) => name !== 'routes:manage') };
  expect((await platform.ask(reader, set, { teamId, input: office })).errors?.[0]?.message).toMatch(/routes:manage/);
  expect((await platform.ask(reader, `mutation { deleteServiceHours(teamId: "${teamId}") }`)).errors?.[0]?.message).toMatch(/routes:manage/);
  await ask(set, { teamId, input: office });
  const other = await platform.createSender();
  expect((await platform.ask(other.caller, list)).data.serviceHours).toMatchObject({ totalCount: 0 });
  expect((await platform.ask(other.caller, `mutation { deleteServiceHours(teamId: "${teamId}") }`)).errors?.[0]?.message).toMatch(/no service hours/);
});
