import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import { composeTelegram } from './compose.ts';
import { type FakeTelegram, startFakeTelegram } from './fake.ts';
import { telegramChannel } from './send.ts';

let telegram: FakeTelegram;
const sending = openTestSending();
beforeAll(async () => void (telegram = await startFakeTelegram()));
afterAll(async () => {
  await telegram.close();
  await sending.outbound.close();
});
beforeEach(() => void telegram.received.splice(0));

const settings = (change: object = {}) => ({
  botToken: telegram.token,
  apiUrl: telegram.apiUrl,
  chatId: '-1001',
  callbackSecret: 'x'.repeat(32),
  ...change,
});
const bodies = () => telegram.received.map(({ path, body }) => ({ method: path.split('/').at(-1), ...JSON.parse(body) }));

test('an opening is a message with buttons whose data name the answer and the notice', async () => {
  expect(await telegramChannel.send(exampleNotice(settings()), sending)).toMatchObject({ verdict: 'delivered', providerId: '-1001/1' });
  const [sent] = bodies();
  expect(sent).toMatchObject({ method: 'sendMessage', chat_id: '-1001', parse_mode: 'HTML' });
  const data = sent.reply_markup.inline_keyboard[0].map((button: { callback_data: string }) => button.callback_data);
  expect(data).toEqual(['acknowledge:01980000-0000-7000-8000-00000000000d', 'resolve:01980000-0000-7000-8000-00000000000d']);
  for (const one of data) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(64);
});

test('an acknowledgement changes the message and wakes nobody; the end changes it and is told', async () => {
  await telegramChannel.send(exampleNotice(settings(), { root: '-1001/5' }, { event: 'acknowledged' }), sending);
  expect(bodies()).toMatchObject([{ method: 'editMessageText', chat_id: '-1001', message_id: 5 }]);
  telegram.received.splice(0);
  await telegramChannel.send(exampleNotice(settings(), { root: '-1001/5' }, { event: 'resolved' }), sending);
  expect(bodies()).toMatchObject([{ method: 'editMessageText' }, { method: 'sendMessage', reply_parameters: { message_id: 5 } }]);
});

test('a change that the message shows already is done', async () => {
  telegram.answer({ status: 400, body: { ok: false, error_code: 400, description: 'Bad Request: message is not modified' } });
  expect(await telegramChannel.send(exampleNotice(settings(), { root: '-1001/5' }, { event: 'acknowledged' }), sending)).toMatchObject({
    verdict: 'delivered',
  });
});

test('a test tells Telegram where clicks go, with the secret that it sends back', async () => {
  expect(await telegramChannel.prepare?.(settings(), { id: 'c1' }, sending)).toMatchObject({ verdict: 'delivered' });
  expect(bodies()).toEqual([
    {
      method: 'setWebhook',
      url: 'https://sre.example.com/notify/telegram/c1',
      secret_token: 'x'.repeat(32),
      allowed_updates: ['callback_query'],
    },
  ]);
});

test.each([
  [{ botToken: `1:${'B'.repeat(35)}` }, 'credentials_refused'],
  [{ chatId: '404' }, 'address_refused'],
])('%j: %s', async (change, outcome) => {
  expect(await telegramChannel.send(exampleNotice(settings(change)), sending)).toMatchObject({ outcome, verdict: 'give_up' });
});

test('too many requests: as long as its parameters say', async () => {
  telegram.answer({ status: 429, body: { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 17 } } });
  expect(await telegramChannel.send(exampleNotice(settings()), sending)).toMatchObject({ outcome: 'http_429', verdict: 'retry', retryAfter: 17 });
  telegram.answer({ status: 403, body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' } });
  expect(await telegramChannel.send(exampleNotice(settings()), sending)).toMatchObject({ outcome: 'address_refused' });
});

test('the text is within 4,096 characters, its tags whole', () => {
  const { message } = exampleNotice({});
  const { text } = composeTelegram(
    { ...message, text: longText, subject: longText, facts: Array.from({ length: 15 }, () => ({ label: longText, value: longText })) },
    'id',
  );
  const shown = text.replace(/<\/?(b|a)( [^>]*)?>/g, '').replaceAll(/&(amp|lt|gt|quot);/g, 'x');
  expect(shown.length).toBeLessThanOrEqual(4_096);
  expect(shown).not.toMatch(/[<>]/);
});
