import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import type { Receiver } from '../webhook/fake.ts';
import { startFakeWecom } from './fake.ts';
import { wecomChannel } from './send.ts';

let wecom: Receiver;
const sending = openTestSending();
beforeAll(async () => void (wecom = await startFakeWecom()));
afterAll(async () => {
  await wecom.close();
  await sending.outbound.close();
});

const settings = (key = 'good') => ({ url: `${wecom.url}?key=${key}` });

test('Markdown in the reader’s language, with the link', async () => {
  expect(await wecomChannel.send(exampleNotice(settings(), {}, { language: 'zh-Hant' }), sending)).toMatchObject({ verdict: 'delivered' });
  expect(JSON.parse(wecom.received.at(-1)?.body ?? '')).toEqual({
    msgtype: 'markdown',
    markdown: {
      content:
        '<font color="warning">已觸發</font> **#7 Disk of db-1 is full**\n> 嚴重性: 嚴重\n> 狀態: 已觸發\n> 開始時間: 2026-01-31 12:00 UTC\n> alertname: DiskFull\n> instance: db-1\n[開啟事件](https://grafana.example.com/a/sre-platform-app/incidents/1)',
    },
  });
});

test('the limit is of bytes: Chinese text is cut to it, and the link stays', async () => {
  const { message } = exampleNotice(settings());
  const facts = Array.from({ length: 15 }, () => ({ label: '標籤'.repeat(99), value: '值'.repeat(999) }));
  expect(
    await wecomChannel.send({ ...exampleNotice(settings()), message: { ...message, title: longText, text: '磁碟'.repeat(3_000) } }, sending),
  ).toMatchObject({
    verdict: 'delivered',
  });
  expect(wecom.received.at(-1)?.body).toContain('[Open the incident]');
  expect(await wecomChannel.send({ ...exampleNotice(settings()), message: { ...message, text: longText, facts } }, sending)).toMatchObject({
    verdict: 'delivered',
  });
});

test.each([
  [93_000, 'credentials_refused', 'give_up'],
  [45_009, 'service_busy', 'retry'],
  [-1, 'service_busy', 'retry'],
  [40_058, 'message_refused', 'give_up'],
  [99_999, 'service_refused', 'give_up'],
])('it answers 200 and code %i: %s', async (errcode, outcome, verdict) => {
  wecom.answer({ status: 200, body: { errcode, errmsg: 'why' } });
  expect(await wecomChannel.send(exampleNotice(settings()), sending)).toMatchObject({ outcome, verdict, detail: `${errcode} why` });
});
