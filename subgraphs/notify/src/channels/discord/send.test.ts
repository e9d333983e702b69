import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import type { Receiver } from '../webhook/fake.ts';
import { composeDiscord } from './compose.ts';
import { startFakeDiscord } from './fake.ts';
import { discordChannel } from './send.ts';

let discord: Receiver;
const sending = openTestSending();
beforeAll(async () => void (discord = await startFakeDiscord()));
afterAll(async () => {
  await discord.close();
  await sending.outbound.close();
});

test('a message that is changed in place when the incident ends, and told anew when somebody took it away', async () => {
  const settings = { url: discord.url, username: 'SRE' };
  const opened = await discordChannel.send(exampleNotice(settings), sending);
  expect(opened).toMatchObject({ verdict: 'delivered', providerId: '900000000000000000' });
  await discordChannel.send(exampleNotice(settings, { root: opened.providerId ?? '' }, { event: 'resolved' }), sending);
  expect(discord.received.map(({ method, path }) => [method, path])).toEqual([
    ['POST', '/hooks?wait=true'],
    ['PATCH', '/hooks/messages/900000000000000000?wait=true'],
  ]);
  expect(JSON.parse(discord.received[0]?.body ?? '')).toMatchObject({ username: 'SRE', allowed_mentions: { parse: [] } });
  expect(await discordChannel.send(exampleNotice(settings, { root: '1' }, { event: 'resolved' }), sending)).toMatchObject({ verdict: 'delivered' });
  expect(discord.received.slice(2).map(({ method }) => method)).toEqual(['PATCH', 'POST']);
});

test('a webhook that is gone, and one that asks for patience', async () => {
  expect(await discordChannel.send(exampleNotice({ url: `${discord.url}/gone` }), sending)).toMatchObject({
    outcome: 'credentials_refused',
    verdict: 'give_up',
  });
  discord.answer({ status: 429, body: { message: 'You are being rate limited.', retry_after: 0.64, global: false } });
  expect(await discordChannel.send(exampleNotice({ url: discord.url }), sending)).toMatchObject({
    outcome: 'http_429',
    verdict: 'retry',
    retryAfter: 0.64,
  });
});

test('an embed is within its limits', () => {
  const facts = Array.from({ length: 30 }, () => ({ label: longText, value: longText }));
  const composed = composeDiscord({ ...exampleNotice({}).message, subject: longText, text: longText, facts }, undefined) as {
    embeds: { title: string; description: string; fields: { name: string; value: string }[] }[];
  };
  const { title = '', description = '', fields = [] } = composed.embeds[0] ?? {};
  expect(title.length).toBeLessThanOrEqual(256);
  expect(description.length).toBeLessThanOrEqual(4_096);
  expect(fields.length).toBeLessThanOrEqual(25);
  for (const { name, value } of fields) {
    expect(name.length).toBeLessThanOrEqual(256);
    expect(value.length).toBeLessThanOrEqual(1_024);
  }
  expect(title.length + description.length + fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0)).toBeLessThanOrEqual(6_000);
});
