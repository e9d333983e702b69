import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import { type FakeTelephony, startFakeTelephony } from '../sms/fake.ts';
import { composeCall } from './compose.ts';
import { voiceChannel } from './send.ts';

let service: FakeTelephony;
const sending = openTestSending();
beforeAll(async () => void (service = await startFakeTelephony()));
afterAll(async () => {
  await service.close();
  await sending.outbound.close();
});

const settings = () => ({ accountSid: service.accountSid, authToken: service.authToken, from: '+15005550006', apiUrl: service.apiUrl });

test('a call that asks for a key, twice', async () => {
  const sent = await voiceChannel.send(exampleNotice(settings(), { address: '+886912345678', answerToken: 'token' }), sending);
  expect(sent).toMatchObject({ verdict: 'delivered', providerId: 'CA0001' });
  expect(service.received.at(-1)?.path).toBe(`/2010-04-01/Accounts/${service.accountSid}/Calls.json`);
  const { Twiml = '', ...call } = service.forms().at(-1) ?? {};
  expect(call).toEqual({ To: '+886912345678', From: '+15005550006', Timeout: '30' });
  expect(Twiml.match(/<Gather [^>]*action="https:\/\/sre\.example\.com\/notify\/voice\/token"/g)).toHaveLength(2);
  expect(Twiml).toContain('Press 1 to acknowledge. Press 2 to resolve.');
});

test('without an address for answers it is read out all the same', () => {
  const said = composeCall(exampleNotice({}, {}, { language: 'zh-Hant' }).message, null);
  expect(said).not.toContain('Gather');
  expect(said).toContain('<Say language="zh-TW">這是您的 SRE 平台。 已觸發. #7 Disk of db-1 is full</Say>');
});

test('what is read out is short, and well-formed whatever it says', () => {
  const { message } = exampleNotice({});
  const said = composeCall({ ...message, text: `\u0001${longText}` }, 'https://x/?a=1&b="2"');
  expect(Buffer.byteLength(said)).toBeLessThan(4_000);
  expect(said).not.toMatch(/[\u0000-\u0008]|&(?!amp;|lt;|gt;|quot;)/);
});

test('a code is read out digit by digit, twice', () => {
  const { message } = exampleNotice({}, {}, { event: 'verification', incident: null, details: { code: '482913' } });
  expect(composeCall(message, null)).toContain('4, 8, 2, 9, 1, 3, , 4, 8, 2, 9, 1, 3');
});
