import { exampleIncident } from '../openTestNotify.ts';
import { composeMessage, type Told } from './composeMessage.ts';

const told = (change: Partial<Told> = {}): Told => ({
  event: 'opened',
  incident: exampleIncident(),
  details: {},
  language: 'en-US',
  pageUrl: 'https://grafana.example.com/a/sre-platform-app/incidents/1',
  answerUrl: 'https://sre.example.com/notify/act/t',
  ...change,
});

test('an opening names the incident, its facts and what can be done', () => {
  expect(composeMessage(told())).toMatchObject({
    subject: '[Triggered] #7 Disk of db-1 is full',
    tone: 'critical',
    facts: [
      { label: 'Severity', value: 'Critical' },
      { label: 'Status', value: 'Triggered' },
      { label: 'Open since', value: '2026-01-31 12:00 UTC' },
      { label: 'alertname', value: 'DiskFull' },
      { label: 'instance', value: 'db-1' },
    ],
    page: { label: 'Open the incident' },
    answer: { url: 'https://sre.example.com/notify/act/t' },
    actions: [{ action: 'acknowledge' }, { action: 'resolve' }],
  });
});

test('it is said in the language of the reader', () => {
  const message = composeMessage(told({ language: 'zh-Hant', event: 'acknowledged', details: { byName: '艾達' } }));
  expect(message).toMatchObject({ subject: '[艾達 已確認] #7 Disk of db-1 is full', tone: 'acknowledged', actions: [{ label: '解決' }] });
});

test('what is over asks nothing, nor does what is about no incident', () => {
  const over = composeMessage(told({ event: 'resolved', incident: exampleIncident({ status: 'RESOLVED' }) }));
  expect(over).toMatchObject({ tone: 'resolved', actions: [], answer: null });
  expect(composeMessage(told({ event: 'test', incident: null, pageUrl: null }))).toMatchObject({ actions: [], answer: null, page: null, facts: [] });
});

test.each([
  ['verification', { code: '123456' }, 'Your code is 123456. Enter it on your page of contacts.'],
  ['digest', { lines: ['one', 'two'] }, '• one\n• two'],
  ['test', {}, 'If you can read this, notices arrive here. Nothing is wrong.'],
  ['mentioned', { text: 'look here' }, 'look here'],
  ['opened', {}, null],
] as const)('the text of %s', (event, details, text) => {
  expect(composeMessage(told({ event, details: structuredClone(details) as Told['details'] })).text).toBe(text);
});

test('labels are bounded in number and in length', () => {
  const labels = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`label${String(at).padStart(2, '0')}`, 'x'.repeat(500)]));
  const { facts } = composeMessage(told({ incident: exampleIncident({ labels }) }));
  expect(facts).toHaveLength(15);
  expect(facts.at(-1)?.value).toHaveLength(200);
});
