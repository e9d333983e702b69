import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import { composeNtfy } from './compose.ts';
import { startFakeNtfy } from './fake.ts';
import { ntfyChannel } from './send.ts';

let ntfy: Awaited<ReturnType<typeof startFakeNtfy>>;
const sending = openTestSending();
beforeAll(async () => void (ntfy = await startFakeNtfy()));
afterAll(async () => {
  await ntfy.close();
  await sending.outbound.close();
});

const settings = () => ({ serverUrl: ntfy.url, token: ntfy.token, topic: 'room' });
const last = () => JSON.parse(ntfy.received.at(-1)?.body ?? '');

test('a push whose buttons post the answer', async () => {
  expect(await ntfyChannel.send(exampleNotice(settings(), { address: 'ada-1', importance: 'important' }), sending)).toMatchObject({
    verdict: 'delivered',
    providerId: 'xE73Iyuabi',
  });
  expect(last()).toMatchObject({
    topic: 'ada-1',
    priority: 5,
    tags: ['rotating_light'],
    actions: [
      { action: 'http', label: 'Acknowledge', method: 'POST', body: 'action=acknowledge', url: 'https://sre.example.com/notify/act/t' },
      { action: 'http', label: 'Resolve', body: 'action=resolve' },
      { action: 'view', label: 'Open the incident' },
    ],
  });
});

test('a room of its own, without answers; what is over rings no bell', async () => {
  await ntfyChannel.send(exampleNotice(settings(), {}, { event: 'resolved', answerUrl: null }), sending);
  expect(last()).toMatchObject({ topic: 'room', priority: 3, actions: [{ action: 'view' }] });
});

test('refusals are told apart', async () => {
  expect(await ntfyChannel.send(exampleNotice({ ...settings(), token: 'tk_bad' }), sending)).toMatchObject({ outcome: 'credentials_refused' });
  ntfy.answer({ status: 429, headers: { 'retry-after': '5' }, body: { code: 42_901, http: 429, error: 'limit reached' } });
  expect(await ntfyChannel.send(exampleNotice(settings()), sending)).toMatchObject({ outcome: 'http_429', verdict: 'retry', retryAfter: 5 });
  expect(await ntfyChannel.send(exampleNotice(settings(), { address: 'no topic at all' }), sending)).toMatchObject({ outcome: 'misconfigured' });
});

test('a message is short enough to be no attachment', () => {
  const { message, title } = composeNtfy({ ...exampleNotice({}).message, subject: longText, text: longText }, 't', 'default') as {
    message: string;
    title: string;
  };
  expect(Buffer.byteLength(message)).toBeLessThan(4_096);
  expect(Buffer.byteLength(title)).toBeLessThanOrEqual(250);
});
