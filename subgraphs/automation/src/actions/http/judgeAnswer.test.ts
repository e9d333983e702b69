import { judgeAnswer } from './judgeAnswer.ts';

const answered = (status: number) => ({ kind: 'answered' as const, status, body: '', bodyCut: null, retryAfter: null });

test.each([
  [200, undefined, 'SUCCEEDED'],
  [204, undefined, 'SUCCEEDED'],
  [302, undefined, 'FAILED'],
  [500, undefined, 'FAILED'],
  [404, [404], 'SUCCEEDED'],
  [200, [404], 'FAILED'],
  [202, [200, 202], 'SUCCEEDED'],
  [201, [200, 202], 'FAILED'],
] as const)('%i where %j is expected: %s', (status, expected, end) => {
  const expectStatus = expected && [...expected];
  expect(judgeAnswer(answered(status), expectStatus)).toEqual({ status: end, outcome: end === 'SUCCEEDED' ? 'succeeded' : 'unexpected_status' });
});

test('no answer in time is told apart from no answer at all', () => {
  expect(judgeAnswer({ kind: 'failed', reason: 'timeout', detail: '' }, undefined)).toEqual({ status: 'TIMED_OUT', outcome: 'timeout' });
  expect(judgeAnswer({ kind: 'failed', reason: 'dns_failed', detail: '' }, undefined)).toEqual({ status: 'FAILED', outcome: 'dns_failed' });
});
