import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import { composeSms } from './compose.ts';
import { type FakeTelephony, startFakeTelephony } from './fake.ts';
import { smsChannel } from './send.ts';

let service: FakeTelephony;
const sending = openTestSending();
beforeAll(async () => void (service = await startFakeTelephony()));
afterAll(async () => {
  await service.close();
  await sending.outbound.close();
});

const settings = (change: object = {}) => ({
  accountSid: service.accountSid,
  authToken: service.authToken,
  from: '+15005550006',
  apiUrl: service.apiUrl,
  ...change,
});
const to = { address: '+886912345678' };

test('a message with a link to answer on', async () => {
  expect(await smsChannel.send(exampleNotice(settings(), to), sending)).toMatchObject({ verdict: 'delivered', providerId: 'SM0001' });
  expect(service.forms().at(-1)).toEqual({
    To: '+886912345678',
    From: '+15005550006',
    Body: '(Triggered) #7 Disk of db-1 is full\nhttps://sre.example.com/notify/act/t',
  });
  await smsChannel.send(exampleNotice(settings({ from: 'MG00000000000000000000000000000001' }), to), sending);
  expect(service.forms().at(-1)).toMatchObject({ MessagingServiceSid: 'MG00000000000000000000000000000001' });
});

test.each([
  [{ authToken: 'wrong token' }, to, 'credentials_refused'],
  [{}, { address: '+15005550404' }, 'address_refused'],
  [{}, { address: '0912345678' }, 'misconfigured'],
  [{}, {}, 'misconfigured'],
])('%j %j: %s', async (change, notice, outcome) => {
  expect(await smsChannel.send(exampleNotice(settings(change), notice), sending)).toMatchObject({ outcome, verdict: 'give_up' });
});

test('its own codes: too many, and somebody who unsubscribed', async () => {
  service.answer(
    { status: 429, body: { code: 20_429, message: 'Too Many Requests' } },
    { status: 400, body: { code: 21_610, message: 'unsubscribed' } },
  );
  expect(await smsChannel.send(exampleNotice(settings(), to), sending)).toMatchObject({ outcome: 'http_429', verdict: 'retry' });
  expect(await smsChannel.send(exampleNotice(settings(), to), sending)).toMatchObject({ outcome: 'address_refused' });
});

test('at most three segments, in either alphabet, and the link is whole', () => {
  const { message } = exampleNotice({});
  for (const [text, most] of [
    ['disk '.repeat(500), 459],
    [longText, 201],
  ] as const) {
    const said = composeSms({ ...message, text });
    expect(said.length).toBeLessThanOrEqual(most);
    expect(said).toMatch(/\nhttps:\/\/sre\.example\.com\/notify\/act\/t$/);
  }
});
