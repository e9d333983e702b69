import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import { createOutbound } from '#kit/outbound';
import { type FakeBrowser, startFakeBrowser } from './fake.ts';
import { webpushChannel } from './send.ts';

let browser: FakeBrowser;
const sending = openTestSending();
beforeAll(async () => void (browser = await startFakeBrowser()));
afterAll(async () => {
  await browser.close();
  await sending.outbound.close();
});
beforeEach(() => void browser.received.splice(0));

const settings = { subject: 'mailto:sre@example.com', ...webpushChannel.generate() };

test('only the browser can read it, and the push service can tell who sends', async () => {
  expect(await webpushChannel.send(exampleNotice(settings, { address: browser.address }), sending)).toMatchObject({
    verdict: 'delivered',
    httpStatus: 201,
  });
  expect(browser.read()).toMatchObject([
    {
      title: '[Triggered] #7 Disk of db-1 is full',
      answerUrl: 'https://sre.example.com/notify/act/t',
      actions: [{ action: 'acknowledge' }, { action: 'resolve' }],
    },
  ]);
  const [{ headers, body }] = browser.received as [(typeof browser.received)[number]];
  expect(headers).toMatchObject({ ttl: '3600', urgency: 'high', 'content-encoding': 'aes128gcm' });
  expect(headers.authorization).toMatch(/^vapid t=/);
  expect(headers['topic']).toMatch(/^[\w-]{32}$/);
  expect(body).not.toContain('Disk');
});

test('a long text is cut to what can be encrypted', async () => {
  const notice = exampleNotice(settings, { address: browser.address });
  await webpushChannel.send({ ...notice, message: { ...notice.message, subject: longText, text: longText } }, sending);
  expect(browser.received[0]?.bytes.length).toBeLessThanOrEqual(4_096);
});

test.each([
  [410, 'address_refused', 'give_up'],
  [404, 'address_refused', 'give_up'],
  [403, 'credentials_refused', 'give_up'],
  [413, 'message_refused', 'give_up'],
  [500, 'http_5xx', 'retry'],
])('the push service says %i: %s', async (status, outcome, verdict) => {
  browser.answer({ status });
  expect(await webpushChannel.send(exampleNotice(settings, { address: browser.address }), sending)).toMatchObject({ outcome, verdict });
});

test('an endpoint comes from a browser, so it is checked like any address', async () => {
  const strict = { ...sending, outbound: createOutbound([]) };
  expect(await webpushChannel.send(exampleNotice(settings, { address: browser.address }), strict)).toMatchObject({ outcome: 'target_refused' });
  expect(await webpushChannel.send(exampleNotice(settings, { address: '{}' }), sending)).toMatchObject({ outcome: 'misconfigured' });
});
