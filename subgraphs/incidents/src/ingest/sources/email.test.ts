import { alertOfMail, isEnd, titleOf } from './email.ts';

const now = new Date('2026-11-20T09:16:00Z');
const mail = (change: object = {}) => ({
  subject: 'PROBLEM: Disk of db-1 is full',
  text: 'It is.\n',
  from: 'watch@example.com',
  messageId: '<1@x>',
  date: null,
  ...change,
});

test('a mail becomes an alert under its subject', () => {
  expect(alertOfMail(mail(), now)).toEqual({
    status: 'FIRING',
    key: 'subject disk of db-1 is full',
    labels: { alertname: 'Disk of db-1 is full', from: 'watch@example.com' },
    annotations: { description: 'It is.', message_id: '<1@x>' },
    startsAt: now,
    endsAt: null,
    generatorUrl: null,
    repaired: [],
  });
});

test.each([
  ['RESOLVED: Disk full', true, 'Disk full'],
  ['[RESOLVED] Disk full', true, 'Disk full'],
  ['[resolved:2] Disk full', true, 'Disk full'],
  ['Re: [FIRING:2] Disk full', false, 'Disk full'],
  ['OK - Disk full', true, 'Disk full'],
  ['Disk full OK', true, 'Disk full'],
  ['Fwd: Re: Disk full', false, 'Disk full'],
  ['Disk full, is that ok?', false, 'Disk full, is that ok?'],
  ['Alert policy was changed', false, 'Alert policy was changed'],
  ['ALERT', false, 'ALERT'],
  ['', false, 'Mail without a subject'],
  ['回覆：磁碟已滿', false, '磁碟已滿'],
])('%s', (subject, ended, title) => {
  expect([isEnd(subject), titleOf(subject)]).toEqual([ended, title]);
});

test('severity is read from the subject, and a known alert is named', () => {
  expect(alertOfMail(mail({ subject: '[FIRING:1] Disk full (critical)' }), now).labels['severity']).toBe('critical');
  const answer = alertOfMail(mail({ subject: 'RESOLVED: all is well', date: now }), now, 'a fingerprint');
  expect(answer).toMatchObject({ status: 'RESOLVED', fingerprint: 'a fingerprint', endsAt: now });
  expect(answer).not.toHaveProperty('key');
});
