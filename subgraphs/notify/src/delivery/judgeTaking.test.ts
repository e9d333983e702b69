import { judgeTaking } from './judgeTaking.ts';
import { maxAttempts } from './nextAttempt.ts';

const due = { event: 'opened', attempts: 0, channelEnabled: true, cancelOutcome: null } as const;

test('a due delivery is taken, also for its last attempt', () => {
  expect(judgeTaking(due)).toEqual({ take: true });
  expect(judgeTaking({ ...due, attempts: maxAttempts - 1 })).toEqual({ take: true });
});

test.each([
  ['its incident is over', { cancelOutcome: 'resolved_first' as const }, { status: 'CANCELLED', outcome: 'resolved_first' }],
  ['its channel was switched off', { channelEnabled: false }, { status: 'CANCELLED', outcome: 'channel_disabled' }],
  ['its attempts are used up', { attempts: maxAttempts }, { status: 'FAILED', outcome: 'attempts_exhausted' }],
])('not when %s', (_, change, ending) => {
  expect(judgeTaking({ ...due, ...change })).toEqual({ take: false, ending });
});
