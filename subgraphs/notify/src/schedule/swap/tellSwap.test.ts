import type { Caller } from '#kit/caller';
import { sealChannelSecrets } from '../../channel/channelSecrets.ts';
import { openTestSchedules, type TestSchedules } from '../openTestSchedules.ts';

let platform: TestSchedules;
beforeAll(async () => void (platform = await openTestSchedules()));
afterAll(() => platform.close());

const inHours = (hours: number) => new Date(platform.clock.now().getTime() + hours * 3_600_000).toISOString();

/** Three who take turns by the week, each with a phone. */
async function moveIn() {
  const admin = await platform.createTenant();
  const people = await Promise.all(['Ada', 'Bob', 'Cyd'].map((name) => platform.createColleague(admin, name, { timeZone: 'Asia/Taipei' })));
  const [ada, bob, cyd] = people as [(typeof people)[number], (typeof people)[number], (typeof people)[number]];
  await platform.database.inTenant(admin.tenantId, async (db) => {
    const config = { url: 'https://ntfy.example.com' };
    const channel = await db.channel.create({ data: { name: 'Push', kind: 'ntfy', config, secrets: sealChannelSecrets({}, platform.secretKey) } });
    const now = platform.clock.now();
    for (const { personId } of people) {
      const own = { label: 'phone', address: { text: personId }, addressHash: personId, hint: '…', verifiedAt: now, createdAt: now };
      const contact = await db.contact.create({ data: { personId, channelId: channel.id, ...own } });
      const rules = { default: [{ kind: 'NOTIFY', contactId: contact.id }], important: [] };
      await db.personalSetting.create({ data: { personId, rules, version: 1, updatedAt: now } });
    }
    await db.person.updateMany({ where: { id: bob.personId }, data: { language: 'zh-Hant' } });
  });
  const layer = { name: 'Weeks', priority: 0, kind: 'ROTATION', rotation: 'WEEKLY', every: 1, startsAt: `${inHours(-1).slice(0, 10)}T00:00` };
  const input = { name: 'Databases', timeZone: 'UTC', layers: [{ ...layer, turns: people.map(({ personId }) => [personId]) }] };
  const made = await platform.ask(admin, 'mutation ($input: ScheduleInput!) { createSchedule(input: $input) { id } }', { input });
  return { admin, ada, bob, cyd, scheduleId: made.data.createSchedule.id as string };
}

const told = async (caller: Caller) =>
  (await platform.deliveries(caller)).map(({ event, personId, details }) => ({ event, personId, text: (details as { text: string }).text }));
const offer = (by: Caller, id: string, given: object = {}) =>
  platform.ask(by, 'mutation ($id: ID!, $input: ScheduleSwapInput!) { offerScheduleSwap(scheduleId: $id, input: $input) { id } }', {
    ...{ id, input: { startsAt: inHours(2), endsAt: inHours(4), note: 'Dentist', ...given } },
  });

test('an offer to anybody is told to all others who take turns, each in their language; who took it is told to who offered', async () => {
  const { admin, ada, bob, cyd, scheduleId } = await moveIn();
  const { id } = (await offer(ada, scheduleId)).data.offerScheduleSwap;
  const first = await told(admin);
  expect(first.map(({ event, personId }) => [event, personId]).sort()).toEqual(
    [
      ['swap_offered', bob.personId],
      ['swap_offered', cyd.personId],
    ].sort(),
  );
  expect(first.find(({ personId }) => personId === bob.personId)?.text).toMatch(/^Ada 想請人代「Databases」的班：.*（Asia\/Taipei）。.*\nDentist$/s);
  expect(first.find(({ personId }) => personId === cyd.personId)?.text).toMatch(/^Ada offers a shift in Databases: /);
  await platform.ask(bob, `mutation { acceptScheduleSwap(id: "${id}") { id } }`);
  expect((await told(admin)).slice(2)).toMatchObject([
    { event: 'swap_taken', personId: ada.personId, text: expect.stringContaining('Bob takes your shift') },
  ]);
});

test('an offer to one is told to that one alone, and so is that it was withdrawn', async () => {
  const { admin, ada, cyd, scheduleId } = await moveIn();
  const { id } = (await offer(ada, scheduleId, { offeredToId: cyd.personId })).data.offerScheduleSwap;
  await platform.ask(ada, `mutation { withdrawScheduleSwap(id: "${id}") { id } }`);
  expect((await told(admin)).map(({ event, personId }) => [event, personId])).toEqual([
    ['swap_offered', cyd.personId],
    ['swap_withdrawn', cyd.personId],
  ]);
});
