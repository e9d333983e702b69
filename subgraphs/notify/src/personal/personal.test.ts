import type { Caller } from '#kit/caller';
import { sealChannelSecrets } from '../channel/channelSecrets.ts';
import { codeLifeMs, mostAttempts, mostCodes } from '../contact/contactLimits.ts';
import { readWays } from '../page/readWays.ts';
import { openTestSchedules, type TestSchedules } from '../schedule/openTestSchedules.ts';
import { followDelegations, followFrom } from './followDelegations.ts';

let platform: TestSchedules;
let admin: Caller;
let ada: Caller & { personId: string };
let bob: Caller & { personId: string };
let mail: string;
let phone: string;
beforeAll(async () => void (platform = await openTestSchedules()));
afterAll(() => platform.close());
beforeEach(async () => {
  admin = await platform.createTenant();
  ada = await platform.createColleague(admin, 'Ada', { email: 'ada@example.com' });
  bob = await platform.createColleague(admin, 'Bob', { email: 'bob@example.com' });
  mail = await channel('Mail', 'email', { host: 'mail.example.com', port: '25', security: 'none', from: 'sre@example.com' });
  phone = await channel('Push', 'ntfy', { url: 'https://ntfy.example.com' });
});

async function channel(name: string, kind: string, config: Record<string, string>): Promise<string> {
  const { id } = await platform.database.inTenant(admin.tenantId, (db) =>
    db.channel.create({ data: { name, kind, config, secrets: sealChannelSecrets({}, platform.secretKey) } }),
  );
  return id;
}
const only = (person: Caller, ...permissions: Caller['permissions']): Caller => ({ ...person, permissions });
const code = ({ errors }: { errors?: { extensions?: { code?: string } }[] }) => errors?.[0]?.extensions?.code;
const message = ({ errors }: { errors?: { message: string }[] }) => errors?.[0]?.message;
const contactFields = 'id label hint kind verifiedAt isEnabled isFromDirectory attemptsLeft';
const add = (by: Caller, address: string, channelId = mail) =>
  platform.ask(by, `mutation ($input: ContactInput!) { addContact(input: $input) { ${contactFields} } }`, {
    input: { channelId, address, label: 'Mine' },
  });
const verify = (by: Caller, id: string, given: string) =>
  platform.ask(by, `mutation { verifyContact(id: "${id}", code: "${given}") { ${contactFields} } }`);
const resend = (by: Caller, id: string) => platform.ask(by, `mutation { sendContactCode(id: "${id}") { id } }`);
const sentCodes = async (): Promise<string[]> => {
  const rows = await platform.deliveries(admin);
  return rows.filter(({ event }) => event === 'verification').map(({ details }) => (details as { code: string }).code);
};
const settings = async (by: Caller) =>
  (
    await platform.ask(
      by,
      `{ notificationSettings { version contacts { ${contactFields} } defaultSteps { kind minutes contactId } delegations { id to { id } } } }`,
    )
  ).data.notificationSettings;
const nothing = { defaultSteps: [], importantSteps: [], quietHours: null, digest: null };
const save = (by: Caller, input: object, expectedVersion = 0) =>
  platform.ask(
    by,
    'mutation ($input: NotificationSettingsInput!, $v: Int!) { saveNotificationSettings(input: $input, expectedVersion: $v) { version defaultSteps { kind } } }',
    { input: { ...nothing, ...input }, v: expectedVersion },
  );
const ways = (personId: string) => platform.database.inTenant(admin.tenantId, async (db) => (await readWays(db, platform, [personId]))(personId));
const wrong = (right: string) => (right === '000000' ? '000001' : '000000');

describe('a contact', () => {
  test('counts once the code that was sent to it came back', async () => {
    const made = (await add(only(ada), 'ada.lovelace@private.example')).data.addContact;
    expect(made).toMatchObject({ hint: 'ad•••@private.example', kind: 'email', verifiedAt: null, attemptsLeft: mostAttempts });
    const [sent = ''] = await sentCodes();
    expect(sent).toMatch(/^\d{6}$/);
    expect((await ways(ada.personId)).contacts.at(-1)).toMatchObject({ id: made.id, isVerified: false });
    expect(message(await verify(ada, made.id, wrong(sent)))).toContain('not the code');
    expect((await verify(ada, made.id, ` ${sent} `)).data.verifyContact.verifiedAt).not.toBeNull();
    expect((await ways(ada.personId)).contacts.at(-1)).toMatchObject({
      id: made.id,
      isVerified: true,
      isEnabled: true,
      address: 'ada.lovelace@private.example',
    });
    expect(code(await resend(ada, made.id))).toBe('CONFLICT');
  });

  test('has a code for ten minutes and five guesses', async () => {
    const { id } = (await add(ada, 'a@private.example')).data.addContact;
    const [first = ''] = await sentCodes();
    for (let guess = 0; guess < mostAttempts; guess += 1) await verify(ada, id, wrong(first));
    expect(message(await verify(ada, id, first))).toContain('too often');
    platform.advance(60);
    expect(code(await resend(ada, id))).toBeUndefined();
    const second = (await sentCodes()).at(-1) ?? '';
    platform.advance(codeLifeMs / 1000 + 1);
    expect(message(await verify(ada, id, second))).toContain('too old');
  });

  test('is sent a few codes an hour, not one after the other', async () => {
    const { id } = (await add(ada, 'a@private.example')).data.addContact;
    expect(message(await resend(ada, id))).toContain('a moment ago');
    for (let sent = 1; sent < mostCodes; sent += 1) {
      platform.advance(60);
      expect(code(await resend(ada, id))).toBeUndefined();
    }
    platform.advance(60);
    expect(message(await resend(ada, id))).toContain('Too many');
    platform.advance(3_600);
    expect(code(await resend(ada, id))).toBeUndefined();
  });

  test('that cannot be, or is there, is refused', async () => {
    expect(message(await add(ada, 'not an address'))).toContain('address:');
    const rows = await channel('Hook', 'webhook', { url: 'https://hook.example.com' });
    expect(message(await add(ada, 'x', rows))).toContain('does not reach people');
    expect(code(await add(ada, 'a@private.example', '00000000-0000-7000-8000-000000000000'))).toBe('NOT_FOUND');
    await add(ada, 'a@private.example');
    expect(code(await add(ada, 'a@private.example'))).toBe('CONFLICT');
    expect(message(await add(admin, 'a@private.example'))).toContain('belongs to nobody');
  });

  test('is one’s own: another person, and another tenant, find none', async () => {
    const { id } = (await add(ada, 'a@private.example')).data.addContact;
    const [sent = ''] = await sentCodes();
    const eve = await platform.createColleague(await platform.createTenant(), 'Eve');
    for (const stranger of [bob, eve]) {
      const refused = [
        await verify(stranger, id, sent),
        await resend(stranger, id),
        await platform.ask(stranger, `mutation { removeContact(id: "${id}") }`),
      ];
      expect(refused.map(code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    }
    expect(code(await add(eve, 'a@private.example'))).toBe('NOT_FOUND');
    const read = (by: Caller) => platform.ask(by, `{ notificationSettings(personId: "${ada.personId}") { contacts { hint } } }`);
    expect(message(await read(only(bob)))).toContain('people:notify');
    expect((await read(bob)).data.notificationSettings.contacts).toHaveLength(2);
    expect((await read(eve)).data.notificationSettings).toBeNull();
  });

  test('that is a secret is sealed, and its code is not kept readable with it', async () => {
    const topic = 'my-secret-topic-7';
    await add(ada, topic, phone);
    const rows = await platform.database.inTenant(admin.tenantId, async (db) => [await db.contact.findMany(), await db.auditEntry.findMany()]);
    expect(JSON.stringify(rows)).not.toContain(topic);
    const [sent = 'none'] = await sentCodes();
    expect(JSON.stringify(rows)).not.toContain(`"${sent}"`);
  });

  test('that is removed is gone from the rules', async () => {
    const { id } = (await add(ada, 'a@private.example')).data.addContact;
    await save(ada, {
      defaultSteps: [
        { kind: 'NOTIFY', contactId: id },
        { kind: 'WAIT', minutes: 5 },
        { kind: 'NOTIFY', contactId: ada.personId },
      ],
    });
    await platform.ask(ada, `mutation { removeContact(id: "${id}") }`);
    expect(await settings(ada)).toMatchObject({
      version: 2,
      contacts: [{ isFromDirectory: true }],
      defaultSteps: [{ kind: 'WAIT' }, { kind: 'NOTIFY', contactId: ada.personId }],
    });
  });
});

describe('rules of one’s own', () => {
  test('are saved as a whole, and not over what was saved in another window', async () => {
    expect((await save(ada, { defaultSteps: [{ kind: 'NOTIFY', contactId: ada.personId }] })).data.saveNotificationSettings.version).toBe(1);
    expect(code(await save(ada, {}))).toBe('CONFLICT');
    expect(await settings(bob)).toMatchObject({ version: 0, defaultSteps: [] });
  });

  test('name contacts that are one’s own only', async () => {
    expect(message(await save(ada, { defaultSteps: [{ kind: 'NOTIFY', contactId: bob.personId }] }))).toContain('You have no contact');
    expect(code(await save(ada, { defaultSteps: [{ kind: 'WAIT', minutes: 0 }] }))).toBe('BAD_USER_INPUT');
    const quietHours = { timeZone: 'Mars/Base', hours: [{ weekdays: [1], from: '22:00', to: '07:00' }], breaksThrough: 'CRITICAL' };
    expect(message(await save(ada, { quietHours }))).toContain('time zone');
  });

  test('are tried before they are saved', async () => {
    const preview = (input: object) =>
      platform.ask(
        ada,
        'query ($input: NotificationSettingsInput!) { previewNotifications(input: $input, severity: HIGH) { at contactId reason } }',
        {
          input: { ...nothing, ...input },
        },
      );
    expect((await preview({})).data.previewNotifications).toMatchObject([{ contactId: ada.personId, reason: 'NO_RULES' }]);
    const planned = (
      await preview({
        defaultSteps: [
          { kind: 'WAIT', minutes: 10 },
          { kind: 'NOTIFY', contactId: ada.personId },
        ],
      })
    ).data.previewNotifications;
    expect(planned).toMatchObject([{ reason: 'RULE' }]);
    expect(Date.parse(planned[0].at) - platform.clock.now().getTime()).toBeGreaterThan(9 * 60_000);
  });

  test('without a mail channel that is on, somebody without contacts cannot be reached', async () => {
    await platform.database.inTenant(admin.tenantId, (db) => db.channel.updateMany({ where: { kind: 'email' }, data: { enabled: false } }));
    expect((await ways(ada.personId)).contacts).toEqual([]);
    expect((await settings(ada)).contacts).toMatchObject([{ isFromDirectory: true, isEnabled: false }]);
  });
});

describe('a stand-in', () => {
  const delegate = (by: Caller, toId: string, from: number, to: number) => {
    const at = (hours: number) => new Date(platform.clock.now().getTime() + hours * 3_600_000).toISOString();
    return platform.ask(by, `mutation { addDelegation(toId: "${toId}", startsAt: "${at(from)}", endsAt: "${at(to)}") { id to { id } } }`);
  };
  const toldFor = async (personId: string) =>
    (await platform.database.inTenant(admin.tenantId, (db) => followDelegations(db, [personId], platform.clock.now()))).get(personId);

  test('is told while one is away, and not after it was ended', async () => {
    const { id } = (await delegate(ada, bob.personId, -1, 5)).data.addDelegation;
    expect(await toldFor(ada.personId)).toBe(bob.personId);
    expect(code(await delegate(ada, bob.personId, 4, 9))).toBe('CONFLICT');
    expect(code(await platform.ask(bob, `mutation { endDelegation(id: "${id}") }`))).toBe('NOT_FOUND');
    await platform.ask(ada, `mutation { endDelegation(id: "${id}") }`);
    platform.advance(1);
    expect(await toldFor(ada.personId)).toBe(ada.personId);
  });

  test('is somebody else, known, for a time that is not over', async () => {
    const eve = await platform.createColleague(await platform.createTenant(), 'Eve');
    expect(code(await delegate(ada, eve.personId, 0, 1))).toBe('NOT_FOUND');
    expect(code(await delegate(ada, ada.personId, 0, 1))).toBe('BAD_USER_INPUT');
    expect(code(await delegate(ada, bob.personId, -2, -1))).toBe('BAD_USER_INPUT');
    expect(code(await delegate(ada, bob.personId, 1, 0))).toBe('BAD_USER_INPUT');
  });

  test('may be away too; in a circle it is the person themselves', () => {
    expect(
      followFrom(
        'a',
        new Map([
          ['a', 'b'],
          ['b', 'c'],
        ]),
      ),
    ).toBe('c');
    expect(
      followFrom(
        'a',
        new Map([
          ['a', 'b'],
          ['b', 'a'],
        ]),
      ),
    ).toBe('a');
    expect(followFrom('a', new Map())).toBe('a');
  });
});
