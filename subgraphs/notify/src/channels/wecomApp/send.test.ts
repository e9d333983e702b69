import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import { type FakeWecomApp, startFakeWecomApp } from './fake.ts';
import { wecomAppChannel } from './send.ts';

let wecom: FakeWecomApp;
const sending = openTestSending();
beforeAll(async () => void (wecom = await startFakeWecomApp()));
afterAll(async () => {
  await wecom.close();
  await sending.outbound.close();
});
beforeEach(() => void wecom.received.splice(0));

const settings = (change: object = {}) => ({
  ...{ corpId: wecom.corpId, secret: wecom.secret, agentId: 1_000_002, apiUrl: new URL(wecom.url).origin },
  ...change,
});
const asked = () => wecom.received.map(({ path }) => new URL(path, 'http://fake').pathname.split('/').at(-1));

test('a person is told by the app, in their language, with the links; the token is asked for once', async () => {
  const notice = exampleNotice(settings(), { address: 'ann' }, { language: 'zh-Hant' });
  expect(await wecomAppChannel.send(notice, sending)).toMatchObject({ verdict: 'delivered', providerId: 'm1' });
  expect(await wecomAppChannel.send(notice, sending)).toMatchObject({ verdict: 'delivered' });
  expect(asked()).toEqual(['gettoken', 'send', 'send']);
  const sent = JSON.parse(wecom.received.at(-1)?.body ?? '') as { text: { content: string } };
  expect(sent).toMatchObject({ touser: 'ann', agentid: 1_000_002, msgtype: 'text' });
  expect(sent.text.content).toContain('已觸發');
  expect(sent.text.content).toContain('<a href="https://grafana.example.com/a/sre-platform-app/incidents/1">開啟事件</a>');
});

test('a token that counts no more before its time is asked for anew, once', async () => {
  wecom.revoke();
  expect(await wecomAppChannel.send(exampleNotice(settings({ users: 'ann|nobody' })), sending)).toMatchObject({ verdict: 'delivered' });
  expect(asked()).toEqual(['send', 'gettoken', 'send']);
  wecom.answer({ status: 200, body: { errcode: 42_001, errmsg: 'access_token expired' } });
  wecom.answer({ status: 200, body: { errcode: 0, errmsg: 'ok', access_token: 'token-x', expires_in: 7_200 } });
  wecom.answer({ status: 200, body: { errcode: 42_001, errmsg: 'access_token expired' } });
  expect(await wecomAppChannel.send(exampleNotice(settings({ users: 'ann' })), sending)).toMatchObject({
    outcome: 'credentials_refused',
    verdict: 'give_up',
  });
});

test('the text is within 2,048 bytes, and its links are whole', async () => {
  const { message } = exampleNotice(settings());
  const facts = Array.from({ length: 15 }, () => ({ label: '標籤'.repeat(99), value: '值'.repeat(999) }));
  for (const change of [{ text: '磁碟&'.repeat(3_000) }, { text: longText, facts }, { text: '<b>' }]) {
    const notice = { ...exampleNotice(settings({ users: 'ann' })), message: { ...message, ...change } };
    expect(await wecomAppChannel.send(notice, sending)).toMatchObject({ verdict: 'delivered' });
    expect(wecom.received.at(-1)?.body).toMatch(/<a href=[^>]+>Open the incident<\/a>"/);
  }
  expect(wecom.received.at(-1)?.body).toContain('＜b>');
});

test.each([
  [{ corpId: 'ww0000000000000000' }, 'ann', 'credentials_refused'],
  [{ secret: 'T'.repeat(43) }, 'ann', 'credentials_refused'],
  [{}, 'nobody', 'address_refused'],
  [{}, null, 'misconfigured'],
])('%j to %s: %s', async (change, address, outcome) => {
  expect(await wecomAppChannel.send(exampleNotice(settings(change), { address }), sending)).toMatchObject({ outcome, verdict: 'give_up' });
});

test('too much at once is tried again', async () => {
  wecom.answer({ status: 200, body: { errcode: 0, errmsg: 'ok', access_token: 'token-y', expires_in: 7_200 } });
  wecom.answer({ status: 200, body: { errcode: 45_009, errmsg: 'api freq out of limit' } });
  const outcome = await wecomAppChannel.send(exampleNotice(settings({ users: 'ann', corpId: 'ww2222222222222222' })), sending);
  expect(outcome).toMatchObject({ outcome: 'service_busy', verdict: 'retry' });
});
