import type { OutboundResult } from '#kit/outbound';
import { rulesBody } from './fake.ts';
import { readRulesAnswer } from './readRulesAnswer.ts';

const answered = (change: Partial<Extract<OutboundResult, { kind: 'answered' }>>): OutboundResult => ({
  kind: 'answered',
  status: 200,
  body: '',
  bodyCut: null,
  retryAfter: null,
  ...change,
});

test('rules are read as Prometheus tells them', () => {
  const body = rulesBody([
    {
      name: 'Down',
      query: 'up == 0',
      duration: 300,
      keepFiringFor: 90.5,
      labels: { severity: 'page' },
      annotations: { summary: '{{ $labels.x }}' },
      state: 'firing',
    },
    { name: 'Odd', query: 'up{', health: 'err', lastError: 'no', lastEvaluation: '0001-01-01T00:00:00Z', state: 'nomatch' },
  ]);
  const place = { file: '/etc/prometheus/rules.yml', group: 'hosts' };
  expect(readRulesAnswer(answered({ body }))).toEqual({
    reason: 'synced',
    unread: 0,
    rules: [
      {
        ...place,
        name: 'Down',
        query: 'up == 0',
        forS: 300,
        keepFiringForS: 90.5,
        labels: { severity: 'page' },
        annotations: { summary: '{{ $labels.x }}' },
        health: 'OK',
        lastError: null,
        state: 'FIRING',
        lastEvaluation: new Date('2026-11-20T11:00:00.123Z'),
      },
      expect.objectContaining({ ...place, name: 'Odd', health: 'ERROR', lastError: 'no', state: 'INACTIVE', lastEvaluation: null }),
    ],
  });
});

test("vmalert's spelling is read, recording rules are passed over, and what has no known form is counted", () => {
  const group = {
    name: 'g',
    rules: [{ type: 'recording', name: 'a:b', query: 'a' }, { name: 'X', query: 'x', keep_firing_for: 5 }, { name: 'Y' }, 7],
  };
  const body = JSON.stringify({ status: 'success', data: { groups: [group, { name: 1 }] } });
  expect(readRulesAnswer(answered({ body }))).toMatchObject({
    reason: 'synced',
    unread: 3,
    rules: [{ name: 'X', file: '', forS: 0, keepFiringForS: 5, health: 'UNKNOWN', state: 'UNKNOWN' }],
  });
});

test('what the database cannot hold is replaced', () => {
  const body = rulesBody([{ name: 'A\0', query: 'up', labels: { 'x\0': '\ud800' } }]);
  expect(readRulesAnswer(answered({ body }))).toMatchObject({ rules: [{ name: 'A\ufffd', labels: { 'x\ufffd': '\ufffd' } }] });
});

test.each<[OutboundResult, string]>([
  [{ kind: 'failed', reason: 'connection_refused', detail: 'refused' }, 'connection_refused'],
  [answered({ status: 401 }), 'credentials_refused'],
  [answered({ status: 403 }), 'credentials_refused'],
  [answered({ status: 404 }), 'no_rules_api'],
  [answered({ status: 302 }), 'answered_with_error'],
  [answered({ status: 503, body: 'starting' }), 'answered_with_error'],
  [answered({ body: '<html>' }), 'not_a_rules_api'],
  [answered({ body: '{"status":"error"}' }), 'not_a_rules_api'],
  [answered({ body: '{', bodyCut: 'size' }), 'answer_too_large'],
  [answered({ body: '{', bodyCut: 'timeout' }), 'timeout'],
  [answered({ body: rulesBody(Array.from({ length: 20_001 }, () => ({ name: 'A', query: 'a' }))) }), 'too_many_rules'],
])('%# is %s', (result, reason) => {
  expect(readRulesAnswer(result)).toEqual({ reason, detail: expect.any(String) });
});
