import type { Outbound, OutboundRequest, OutboundResult } from '#kit/outbound';
import { openTestIncidents, type TestIncidents, type TestSender } from '../../openTestIncidents.ts';
import { readSample } from '../sources/samples/readSample.ts';

let platform: TestIncidents;
let sender: TestSender;
const called: OutboundRequest[] = [];
let answer: OutboundResult;
const confirmed: OutboundResult = { kind: 'answered', status: 200, body: '', bodyCut: null, retryAfter: null };
const outbound: Outbound = {
  async send(request) {
    called.push(request);
    return answer;
  },
  connect: async () => Promise.reject(new Error('Nothing here speaks anything but HTTP.')),
  checkTarget: () => undefined,
  close: async () => undefined,
};
beforeAll(async () => void (platform = await openTestIncidents({ outbound })));
afterAll(() => platform.close());
beforeEach(async () => {
  sender = await platform.createSender('ONCALL');
  called.length = 0;
  answer = confirmed;
});

async function post(type: string, body: string, token = sender.token) {
  const response = await fetch(`${platform.url}/integrations/v1/${type}/${token}/`, {
    method: 'POST',
    body,
    headers: { 'content-type': type === 'amazon_sns' ? 'text/plain; charset=UTF-8' : 'application/json' },
  });
  return { status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') };
}
const names = async () => (await platform.alerts(sender)).map(({ name }) => name);

test.each([
  ['alertmanager', 'alertmanager-firing', ['HostOutOfMemory', 'HostOutOfMemory']],
  ['grafana_alerting', 'grafana-firing', ['Checkout is slow']],
  ['grafana', 'grafana-firing', ['Checkout is slow']],
  ['grafana', 'grafana-legacy', ['CPU']],
  ['webhook', 'oncall-formatted', ['The whole system is down']],
  ['formatted_webhook', 'oncall-formatted', ['The whole system is down']],
  ['webhook', 'alertmanager-firing', ['HostOutOfMemory', 'HostOutOfMemory']],
  ['zabbix', 'oncall-formatted', ['The whole system is down']],
  ['amazon_sns', 'sns-alarm', ['queue-depth']],
])('/integrations/v1/%s/ takes %s', async (type, sample, expected) => {
  expect(await post(type, readSample(sample))).toMatchObject({ status: 200, text: 'Ok.' });
  expect(await names()).toEqual(expected);
});

test('state ok resolves what state alerting opened', async () => {
  const body = readSample('oncall-formatted');
  await post('webhook', body);
  await post('webhook', body.replace('"alerting"', '"ok"'));
  expect((await platform.incidentsOf(sender)).map(({ status }) => status)).toEqual(['RESOLVED']);
});

test('a limited integration is answered 429 with when to come again', async () => {
  await platform.database.inTenant(sender.tenantId, (db) => db.integration.updateMany({ data: { rateLimit: 1 } }));
  await post('webhook', '{"title":"first"}');
  expect(await post('webhook', '{"title":"second"}')).toMatchObject({ status: 429, retryAfter: expect.stringMatching(/^\d+$/) });
  expect(await names()).toEqual(['first']);
});

const confirmation = (url: string) => JSON.stringify({ ...JSON.parse(readSample('sns-confirmation')), SubscribeURL: url });

test("a subscription is confirmed at Amazon's own address", async () => {
  const url = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37';
  expect(await post('amazon_sns', confirmation(url))).toMatchObject({ status: 200, text: 'Ok.' });
  expect(called).toMatchObject([{ method: 'GET', url }]);
  answer = { ...confirmed, status: 403 };
  expect(await post('amazon_sns', confirmation(url))).toMatchObject({ status: 503 });
});

test.each([
  'https://metadata.example.internal/',
  'http://sns.eu-west-1.amazonaws.com/',
  'https://sns.eu-west-1.amazonaws.com.example.com/',
  'https://sns.eu-west-1.amazonaws.com:8443/',
  'https://bucket.s3.amazonaws.com/',
  'https://user@sns.evil.example.com/?sns.eu-west-1.amazonaws.com',
  'no address',
])('%s is not called', async (url) => {
  expect(await post('amazon_sns', confirmation(url))).toMatchObject({ status: 400, text: expect.stringContaining('TARGET_REFUSED') });
  expect(called).toEqual([]);
});

test('a token of another source is refused', async () => {
  const other = await platform.createSender('ALERTMANAGER');
  expect(await post('alertmanager', readSample('alertmanager-firing'), other.token)).toMatchObject({ status: 403 });
});
