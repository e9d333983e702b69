import type { Matcher } from '#contracts/matcher';
import { decideUpdate } from './decideUpdate.ts';
import { findSilencing } from './findSilencing.ts';
import { judgeApproval } from './judgeApproval.ts';
import type { ReadSilence } from './readActiveSilences.ts';
import { readSilenceDraft, requireNarrow } from './readSilenceDraft.ts';
import { silenceState } from './silenceState.ts';

const now = new Date('2026-11-20T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const matcher = (name: string, op: Matcher['op'], value: string): Matcher => ({ name, op, value });
const silence = (change: Partial<ReadSilence> = {}): ReadSilence =>
  ({
    ...{ id: 's', matchers: [matcher('job', '=', 'api')], comment: 'Deploy', createdBy: '', createdById: null, annotations: {} },
    ...{ startsAt: later(-10), endsAt: later(60), recurrence: null, durationMs: null, timeZone: null, approval: 'NOT_NEEDED' },
    ...change,
  }) as ReadSilence;
const nightly = { recurrence: 'FREQ=DAILY', durationMs: 3_600_000, timeZone: 'Etc/UTC', endsAt: later(10_000) };

test.each([
  [{}, 'ACTIVE'],
  [{ startsAt: later(1) }, 'PENDING'],
  [{ endsAt: now }, 'EXPIRED'],
  [{ approval: 'WAITING' as const }, 'WAITING_APPROVAL'],
  [{ approval: 'WAITING' as const, endsAt: now }, 'EXPIRED'],
  [{ approval: 'APPROVED' as const }, 'ACTIVE'],
  [{ approval: 'REJECTED' as const }, 'REJECTED'],
  [{ ...nightly, startsAt: later(-30) }, 'ACTIVE'],
  [{ ...nightly, startsAt: later(-90) }, 'PENDING'],
])('%j is %s', (change, state) => {
  expect(silenceState(silence(change), now)).toBe(state);
});

test('an alert is silenced by every active silence whose matchers hold, a missing label being empty', () => {
  const silences = [
    silence({ id: 'a' }),
    silence({ id: 'b', matchers: [matcher('job', '=', 'api'), matcher('env', '!=', 'prod')] }),
    silence({ id: 'c', matchers: [matcher('job', '=~', 'ap')] }),
    silence({ id: 'd', startsAt: later(1) }),
    silence({ id: 'e', approval: 'WAITING' }),
  ];
  const ids = (labels: Record<string, string>) => findSilencing(labels, silences, now).map(({ silence: { id } }) => id);
  expect(ids({ job: 'api' })).toEqual(['a', 'b']);
  expect(ids({ job: 'api', env: 'prod' })).toEqual(['a']);
  expect(ids({ job: 'ap' })).toEqual(['c']);
  expect(ids({})).toEqual([]);
});

const draft = { matchers: [matcher('job', '=', 'api')], comment: 'Deploy', endsAt: later(60) };

test.each([
  [{ matchers: [] }, /at least one matcher/],
  [{ matchers: [matcher('job', '=', '')] }, /everything would be muted/],
  [{ matchers: [matcher('job', '=~', '.*'), matcher('env', '=~', 'a?')] }, /everything would be muted/],
  [{ matchers: [matcher('job', '=~', '(')] }, /regular expression/],
  [{ comment: '  ' }, /say why/],
  [{ endsAt: now }, /later than|in the past/],
])('a draft with %j is refused', (change, message) => {
  expect(() => readSilenceDraft({ ...draft, ...change }, now)).toThrow(message);
});

test('a draft begins now unless it begins later, and `!=` alone is narrow enough, as in Alertmanager', () => {
  expect(readSilenceDraft(draft, now).startsAt).toEqual(now);
  expect(readSilenceDraft({ ...draft, startsAt: later(-5) }, now).startsAt).toEqual(now);
  expect(readSilenceDraft({ ...draft, startsAt: later(5) }, now).startsAt).toEqual(later(5));
  expect(() => requireNarrow([matcher('job', '!=', '')])).not.toThrow();
});

const checked = (change: object = {}) => ({ ...readSilenceDraft(draft, now), startsAt: silence().startsAt, ...change });

test.each([
  [silence(), checked({ endsAt: later(90), comment: 'Longer' }), 'change', 'same_alerts'],
  [silence(), checked({ matchers: [matcher('job', '=', 'web')] }), 'replace', 'other_matchers'],
  [silence(), checked({ startsAt: now }), 'replace', 'other_start'],
  [silence(), checked(nightly), 'replace', 'other_windows'],
  [silence({ startsAt: later(5) }), checked({ startsAt: later(8) }), 'change', 'same_alerts'],
  [silence({ endsAt: later(-1) }), checked({ startsAt: now }), 'renew', 'expired'],
  [silence({ approval: 'REJECTED' }), checked(), 'renew', 'rejected'],
  [silence({ approval: 'APPROVED' }), checked({ endsAt: later(61) }), 'refuse', 'approved_until'],
  [silence({ approval: 'APPROVED' }), checked({ endsAt: later(30) }), 'change', 'same_alerts'],
])('update %#: %s', (before, after, does, reason) => {
  expect(decideUpdate(before, after, now)).toEqual({ does, reason });
});

test.each([
  [{ muted: 11, of: 20 }, 'share_too_large', true],
  [{ muted: 10, of: 20 }, 'within_limits', false],
  [{ muted: 19, of: 19 }, 'within_limits', false],
  [{ muted: 101, of: 10_000 }, 'too_many_alerts', true],
])('%j: %s', (breadth, reason, isNeeded) => {
  expect(judgeApproval(breadth, { approvalShare: 0.5, approvalCount: 100 })).toMatchObject({ reason, isNeeded });
  expect(judgeApproval(breadth, { approvalShare: null, approvalCount: null }).isNeeded).toBe(false);
});
