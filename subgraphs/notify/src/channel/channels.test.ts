import type { Caller } from '#kit/caller';
import { execute, parse } from 'graphql';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { createChannel } from './createChannel.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

async function ask(caller: Caller, text: string, variableValues: Record<string, unknown> = {}) {
  const { context, close } = platform.notify.contextFor(caller);
  try {
    const answer = await execute({ schema: platform.notify.schema, document: parse(text), variableValues, contextValue: context });
    return JSON.parse(JSON.stringify(answer));
  } finally {
    await close();
  }
}

const list = `query ($filter: ChannelFilter, $first: Int, $after: String) { channels(filter: $filter, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { name kind place health settings secretsKept waiting deliveredLastDay failedLastDay callbackUrl } } } }`;
const namesIn = (answer: { data: { channels: { edges: { node: { name: string } }[] } } }) => answer.data.channels.edges.map(({ node }) => node.name);

async function moveIn() {
  const caller = await platform.createTenant();
  const slack = { channel: 'C0SRE', botToken: 'xoxb-1-one', signingSecret: 'a signing secret' };
  await createChannel(platform, caller, { name: 'Slack', kind: 'slack', settings: slack });
  await createChannel(platform, caller, {
    name: 'Chat of the team',
    kind: 'discord',
    settings: { url: 'https://discord.com/api/webhooks/1/secret' },
  });
  const { channel } = await createChannel(platform, caller, { name: 'Phones', kind: 'ntfy', settings: {} });
  await platform.database.inTenant(caller.tenantId, (db) =>
    db.channel.updateMany({ where: { id: channel.id }, data: { failuresInRow: 5, breakerUntil: new Date(platform.clock.now().getTime() + 30_000) } }),
  );
  return { caller, restingId: channel.id };
}

test('channels are listed by name, page by page, without their secrets', async () => {
  const { caller } = await moveIn();
  const { data, errors } = await ask(caller, list);
  expect(errors).toBeUndefined();
  expect(data.channels.totalCount).toBe(3);
  expect(data.channels.edges.map(({ node }: { node: object }) => node)).toEqual([
    expect.objectContaining({ name: 'Chat of the team', place: 'Discord', settings: {}, secretsKept: ['url'], health: 'UNUSED', callbackUrl: null }),
    expect.objectContaining({ name: 'Phones', place: null, health: 'RESTING' }),
    expect.objectContaining({
      name: 'Slack',
      place: 'C0SRE',
      settings: { channel: 'C0SRE' },
      secretsKept: ['botToken', 'signingSecret'],
      callbackUrl: expect.stringMatching(/^https:\/\/sre\.example\.com\/notify\/slack\/[\w-]+$/),
    }),
  ]);
  expect(JSON.stringify(data)).not.toMatch(/xoxb|webhooks\/1|a signing secret/);

  const first = await ask(caller, list, { first: 2 });
  expect(first.data.channels.pageInfo.hasNextPage).toBe(true);
  expect(namesIn(await ask(caller, list, { first: 2, after: first.data.channels.pageInfo.endCursor }))).toEqual(['Slack']);
});

test.each([
  [{ search: 'TEAM' }, ['Chat of the team']],
  [{ kinds: ['slack', 'ntfy'] }, ['Phones', 'Slack']],
  [{ health: ['RESTING'] }, ['Phones']],
  [{ health: ['UNUSED'] }, ['Chat of the team', 'Slack']],
  [{ health: ['FAILING', 'HEALTHY', 'DISABLED'] }, []],
  [{ enabled: false }, []],
])('the filter %j finds %j', async (filter, names) => {
  const { caller } = await moveIn();
  expect(namesIn(await ask(caller, list, { filter }))).toEqual(names);
});

test('when its rest is over and nothing waits, a channel is failing until something is sent', async () => {
  const { caller } = await moveIn();
  platform.advance(31);
  expect(namesIn(await ask(caller, list, { filter: { health: ['FAILING'] } }))).toEqual(['Phones']);
  expect(namesIn(await ask(caller, list, { filter: { health: ['RESTING'] } }))).toEqual([]);
});

test('every kind has a form in both languages, and says which fields are secret and needed', async () => {
  const caller = await platform.createTenant();
  const query =
    'query ($language: String!) { channelKinds(language: $language) { kind label help fields { name label secret required generated schema } address { label } } }';
  const english = (await ask(caller, query, { language: 'en-US' })).data.channelKinds;
  const chinese = (await ask(caller, query, { language: 'zh-Hant' })).data.channelKinds;
  expect(english).toHaveLength(13);
  for (const [at, kind] of english.entries()) {
    expect(kind.help).not.toBe(chinese[at].help);
    for (const field of kind.fields) expect(field.label.length).toBeGreaterThan(0);
  }
  const email = english.find(({ kind }: { kind: string }) => kind === 'email');
  expect(email.fields).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'host', required: true, secret: false }),
      expect.objectContaining({ name: 'port', required: false, schema: expect.objectContaining({ default: 587, minimum: 1, maximum: 65_535 }) }),
      expect.objectContaining({ name: 'security', schema: expect.objectContaining({ enum: ['starttls', 'tls', 'none'] }) }),
      expect.objectContaining({ name: 'password', secret: true }),
    ]),
  );
  expect((await ask(caller, query, { language: 'xx' })).errors[0].message).toMatch(/language/);
});

test('without channels:read nothing is shown, without channels:manage no settings; another tenant finds none', async () => {
  const { caller, restingId } = await moveIn();
  const without = (permission: string) => ({ ...caller, permissions: caller.permissions.filter((name) => name !== permission) });
  expect((await ask(without('channels:read'), list)).errors[0].message).toMatch(/channels:read/);
  const { data } = await ask(without('channels:manage'), list);
  expect(data.channels.edges[2].node.settings).toBeNull();
  const stranger = await platform.createTenant();
  expect((await ask(stranger, 'query ($id: ID!) { channel(id: $id) { name } }', { id: restingId })).data).toEqual({ channel: null });
});
