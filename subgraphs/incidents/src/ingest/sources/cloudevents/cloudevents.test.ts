import { CloudEvent as Sent, HTTP } from 'cloudevents';
import { readSample } from '../samples/readSample.ts';
import { judgeEvent } from './judgeEvent.ts';
import { type CloudEvent, readCloudEvents } from './readCloudEvents.ts';
import { cloudEventSettings, openSettings } from './settings.ts';
import { sortEvents } from './sortEvents.ts';

const now = new Date('2026-11-20T09:16:00Z');
const sample = (change: object = {}) => ({ ...JSON.parse(readSample('cloudevent')), ...change });
const structured = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };
const read = (change: object = {}) => readCloudEvents(structured, JSON.stringify(sample(change)));
const sort = (events: readonly CloudEvent[], settings: object = {}) => sortEvents(events, openSettings(settings), now);

test('an event is the same in all three modes, as the SDK sends them', () => {
  const event = new Sent(sample());
  const [binary, whole] = [HTTP.binary(event), HTTP.structured(event)];
  const inBinary = readCloudEvents(binary.headers, String(binary.body));
  expect(inBinary).toMatchObject(read());
  expect(readCloudEvents(whole.headers as Record<string, string>, String(whole.body))).toEqual(read());
  const batch = readCloudEvents({ 'content-type': 'application/cloudevents-batch+json' }, JSON.stringify([sample(), sample({ id: 'second' })]));
  expect(batch.map(({ id }) => id)).toEqual(['8c7d0a6e-1', 'second']);
  expect(readCloudEvents({ 'content-type': 'application/json' }, readSample('cloudevent'))).toEqual(read());
});

test('data in base64 and data that is no object are data too', () => {
  const encoded = Buffer.from('{"status":"resolved"}').toString('base64');
  expect(read({ data: undefined, data_base64: encoded })[0]?.data).toEqual({ status: 'resolved' });
  expect(read({ datacontenttype: 'text/plain', data: 'broken' })[0]?.data).toEqual({ data: 'broken' });
});

test('an event that says its state becomes an alert', () => {
  expect(sort(read())).toEqual({
    changes: [],
    ignored: 0,
    alerts: [
      {
        status: 'FIRING',
        key: '["/queues/eu-1","orders","com.example.queue.alert"]',
        severity: 'CRITICAL',
        labels: {
          alertname: 'Orders wait',
          type: 'com.example.queue.alert',
          source: '/queues/eu-1',
          subject: 'orders',
          severitytext: 'ERROR',
          region: 'eu-1',
          status: 'firing',
          title: 'Orders wait',
          team: 'shop',
        },
        annotations: { depth: '1200' },
        startsAt: new Date('2026-11-20T09:15:00Z'),
        endsAt: null,
        generatorUrl: null,
        repaired: [],
      },
    ],
  });
});

test('the end of a type says that it is over, and is not part of which alert it is', () => {
  const [ended] = sort(read({ type: 'com.example.queue.alert.resolved', data: {} })).alerts;
  expect(ended).toMatchObject({ status: 'RESOLVED', key: sort(read()).alerts[0]?.key, endsAt: new Date('2026-11-20T09:15:00Z') });
});

test.each<[string, object, string, string]>([
  ['a status', { type: 'x', severitytext: undefined, data: { state: 'OK' } }, 'alert', 'says_status'],
  ['a severity', { type: 'x', data: {} }, 'alert', 'says_severity'],
  ['a type', { type: 'x.triggered', severitytext: undefined, data: {} }, 'alert', 'type_of_alert'],
  ['a deployment', { type: 'dev.cdevents.deployment.finished', severitytext: undefined, data: { status: 'ok' } }, 'change', 'type_of_change'],
  ['a change that fires', { type: 'x.change', severitytext: undefined, data: { status: 'firing' } }, 'alert', 'says_status'],
  ['anything else', { type: 'com.example.user.created', severitytext: undefined, data: {} }, 'neither', 'no_alert'],
])('%s', (_, change, is, reason) => {
  const [event] = read(change);
  expect(event && judgeEvent(event, {})).toMatchObject({ is, reason });
});

test('a change keeps its labels, its link and its data, under its id', () => {
  const type = 'com.example.deployment.finished';
  const data = { summary: 'checkout 1.42', service: 'checkout', url: 'https://ci.example.com/42' };
  expect(sort(read({ type, severitytext: undefined, data })).changes).toEqual([
    {
      key: '["/queues/eu-1","8c7d0a6e-1"]',
      at: new Date('2026-11-20T09:15:00Z'),
      summary: 'checkout 1.42',
      source: '/queues/eu-1',
      labels: expect.objectContaining({ service: 'checkout', type, subject: 'orders' }),
      links: [{ href: 'https://ci.example.com/42', text: 'https://ci.example.com/42' }],
      details: data,
    },
  ]);
});

test('settings say which events are alerts and what they say', () => {
  const settings = {
    alerts: [{ name: 'type', op: '=~', value: 'com\\.example\\..*' }],
    status: 'data.depth > 1000',
    severity: 'data.depth > 1100 ? "critical" : "low"',
    labels: '{"queue": event.subject}',
    key: 'event.subject',
  };
  expect(sort(read(), settings).alerts).toMatchObject([{ status: 'FIRING', severity: 'CRITICAL', key: 'orders', labels: { queue: 'orders' } }]);
  expect(sort(read({ data: { depth: 3 } }), settings).alerts).toMatchObject([{ status: 'RESOLVED', severity: 'LOW' }]);
  expect(sort(read({ type: 'org.other.alert.firing' }), settings)).toEqual({ alerts: [], changes: [], ignored: 1 });
});

test('an event that does not fit an expression is taken without it, and says so', () => {
  const [alert] = sort(read({ data: { status: 'firing' } }), { severity: 'data.rank.word' }).alerts;
  expect(alert).toMatchObject({ status: 'FIRING', severity: 'CRITICAL', annotations: { mapping_error: expect.stringContaining('severity: ') } });
});

test.each([
  [{ alerts: [{ name: 'type', op: '=~', value: '(' }] }, 'RE2'],
  [{ status: 'data.' }, 'cannot be read'],
  [{ key: 'body.id' }, 'may name event, data'],
  [{ mode: 'binary' }, 'Unrecognized'],
])('settings %j are refused with why', (settings, why) => {
  expect(cloudEventSettings.safeParse(settings).error?.message).toContain(why);
});

test.each<[string, Record<string, string>, string, string]>([
  ['no event', { 'content-type': 'application/json' }, '{}', 'UNKNOWN_SHAPE'],
  ['null', structured, 'null', 'UNKNOWN_SHAPE'],
  ['no JSON', structured, '{', 'MALFORMED_BODY'],
  ['another version', structured, JSON.stringify(sample({ specversion: '0.3' })), 'UNKNOWN_SHAPE'],
  ['no type', structured, JSON.stringify(sample({ type: undefined })), 'UNKNOWN_SHAPE'],
  ['a batch that is none', { 'content-type': 'application/cloudevents-batch+json' }, '{}', 'UNKNOWN_SHAPE'],
  ['text without headers', { 'content-type': 'text/plain' }, 'hello', 'UNKNOWN_SHAPE'],
])('%s is refused', (_, headers, body, code) => {
  expect(() => readCloudEvents(headers, body)).toThrow(expect.objectContaining({ code }));
});
