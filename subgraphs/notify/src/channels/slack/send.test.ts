import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import { composeSlack } from './compose.ts';
import { type FakeSlack, startFakeSlack } from './fake.ts';
import { slackChannel } from './send.ts';

let slack: FakeSlack;
const sending = openTestSending();
beforeAll(async () => void (slack = await startFakeSlack()));
afterAll(async () => {
  await slack.close();
  await sending.outbound.close();
});
beforeEach(() => void slack.received.splice(0));

const settings = (change: object = {}) => ({
  botToken: slack.token,
  apiUrl: slack.apiUrl,
  channel: 'C0SRE',
  signingSecret: 'a signing secret',
  ...change,
});
const bodies = () => slack.received.map(({ path, body }) => ({ method: path.split('/').at(-1), ...JSON.parse(body) }));

test('an opening is a message with buttons; its name is the channel and the time', async () => {
  const sent = await slackChannel.send(exampleNotice(settings()), sending);
  expect(sent).toMatchObject({ verdict: 'delivered', providerId: expect.stringMatching(/^C0SRE:1700000000\.\d+$/) });
  expect(bodies()).toMatchObject([{ method: 'chat.postMessage', channel: 'C0SRE', text: '[Triggered] #7 Disk of db-1 is full' }]);
  expect(JSON.stringify(bodies())).toContain('"action_id":"acknowledge","value":"01980000-0000-7000-8000-00000000000d"');
});

test('without a signing secret there are no answers, since nobody could tell that they come from Slack', async () => {
  await slackChannel.send(exampleNotice(settings({ signingSecret: undefined })), sending);
  expect(JSON.stringify(bodies())).not.toContain('"acknowledge"');
});

test('what follows changes the message in place and is said below it; a reminder is heard in the channel', async () => {
  const root = 'C0SRE:1700000000.000001';
  await slackChannel.send(exampleNotice(settings(), { root }, { event: 'acknowledged', details: { byName: 'Ada' } }), sending);
  expect(bodies()).toMatchObject([
    { method: 'chat.update', channel: 'C0SRE', ts: '1700000000.000001' },
    { method: 'chat.postMessage', thread_ts: '1700000000.000001', text: '*Acknowledged by Ada*' },
  ]);
  slack.received.splice(0);
  await slackChannel.send(exampleNotice(settings(), { root }, { event: 'reminder' }), sending);
  expect(bodies()).toMatchObject([{ method: 'chat.postMessage', thread_ts: '1700000000.000001', reply_broadcast: true }]);
});

test('a person is written to directly', async () => {
  const sent = await slackChannel.send(exampleNotice(settings({ channel: undefined }), { address: 'U0ADA0000' }), sending);
  expect(sent).toMatchObject({ verdict: 'delivered', providerId: expect.stringMatching(/^DU0ADA0000:/) });
});

test.each([
  [{ botToken: 'xoxb-2-bad' }, 'credentials_refused', 'give_up', 'invalid_auth'],
  [{ channel: 'C0GONE' }, 'address_refused', 'give_up', 'channel_not_found'],
  [{ channel: undefined }, 'misconfigured', 'give_up', 'no place'],
  [{ botToken: 'not a token' }, 'misconfigured', 'give_up', 'xoxb-'],
])('%j: %s', async (change, outcome, verdict, detail) => {
  expect(await slackChannel.send(exampleNotice(settings(change)), sending)).toMatchObject({
    outcome,
    verdict,
    detail: expect.stringContaining(detail),
  });
});

test('ok is false with a 200: its own code decides, and Retry-After is kept', async () => {
  slack.answer({ status: 200, body: { ok: false, error: 'msg_too_long' } });
  expect(await slackChannel.send(exampleNotice(settings()), sending)).toMatchObject({ outcome: 'message_refused', verdict: 'give_up' });
  slack.answer({ status: 429, headers: { 'retry-after': '30' }, body: { ok: false, error: 'ratelimited' } });
  expect(await slackChannel.send(exampleNotice(settings()), sending)).toMatchObject({
    outcome: 'service_busy',
    verdict: 'retry',
    retryAfter: 30,
    httpStatus: 429,
  });
  slack.answer({ status: 502, body: '<html>' });
  expect(await slackChannel.send(exampleNotice(settings()), sending)).toMatchObject({ outcome: 'http_5xx', verdict: 'retry' });
});

test('nothing is longer than Slack takes, and control characters mean nothing', () => {
  const { text, attachments } = composeSlack({ ...exampleNotice({}).message, text: longText, title: longText, subject: longText }, 'id');
  expect(text.length).toBeLessThanOrEqual(4_000);
  for (const block of attachments[0]?.blocks ?? []) {
    if ('text' in block && typeof block.text === 'object') expect(block.text.text.length).toBeLessThanOrEqual(3_000);
  }
  expect(JSON.stringify(attachments)).not.toContain('<b>');
});
