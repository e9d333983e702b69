import { deduplicate, type KnownAlert } from './deduplicate.ts';
import type { ReceivedAlert } from './receivedAlert.ts';
import { recognise } from './recognise.ts';

const at = (clock: string) => new Date(`2026-11-20T${clock}:00Z`);
const now = at('12:00');

const says = (status: ReceivedAlert['status'], change: Partial<ReceivedAlert> = {}): ReceivedAlert => ({
  ...recognise(
    {
      status,
      labels: { alertname: 'Up', severity: 'warning' },
      annotations: {},
      startsAt: at('11:00'),
      endsAt: status === 'RESOLVED' ? at('11:30') : null,
      generatorUrl: null,
      repaired: [],
    },
    { id: 'x', fingerprintLabels: [], labels: {} },
  ),
  ...change,
});

const firing = (change: Partial<KnownAlert> = {}): KnownAlert => ({
  id: 'a',
  status: 'FIRING',
  startsAt: at('11:00'),
  endsAt: null,
  lastReceivedAt: at('11:59'),
  changedAt: at('11:00'),
  severity: 'MEDIUM',
  contentHash: '',
  expiresAt: null,
  recentChanges: [],
  flappingSince: null,
  incident: { id: 'i', resolvedAt: null },
  ...change,
});
const resolved = (change: Partial<KnownAlert> = {}): KnownAlert =>
  firing({ status: 'RESOLVED', endsAt: at('11:30'), incident: { id: 'i', resolvedAt: at('11:30') }, ...change });

test.each<[string, ReceivedAlert, KnownAlert | undefined, string, string]>([
  ['never heard of', says('FIRING'), undefined, 'new_alert', 'fires'],
  ['said again', says('FIRING'), firing(), 'repeat', 'none'],
  ['said again by a second replica that saw it start later', says('FIRING', { startsAt: at('11:01') }), firing(), 'repeat', 'none'],
  ['said again without a start', says('FIRING', { startsAt: null }), firing(), 'repeat', 'none'],
  ['worse than before', says('FIRING', { severity: 'CRITICAL' }), firing(), 'severity_changed', 'revised'],
  ['ended', says('RESOLVED'), firing(), 'resolved', 'ends'],
  ['not sent again in time', says('RESOLVED', { because: 'expired' }), firing(), 'expired_at_source', 'ends'],
  ['calm after it flapped, and ended', says('RESOLVED', { because: 'calm' }), resolved(), 'calm_and_resolved', 'ends'],
  ['calm after it flapped, and fires', says('FIRING', { because: 'calm' }), firing(), 'calm_and_firing', 'revised'],
  [
    'calm after it flapped, and fires though a person closed it',
    says('FIRING', { because: 'calm' }),
    firing({ incident: { id: 'i', resolvedAt: at('11:30') } }),
    'calm_and_firing_anew',
    'fires',
  ],
  ['dropped by a rule, and fires here', says('RESOLVED', { droppedBy: { ruleId: 'r', rule: 'r' } }), firing(), 'resolved', 'ends'],
  ['dropped by a rule, and unknown', says('RESOLVED', { droppedBy: { ruleId: 'r', rule: 'r' } }), undefined, 'dropped_by_rule', 'dropped'],
  ['ended, with a clock that went back', says('RESOLVED', { endsAt: at('10:59') }), firing(), 'resolved', 'ends'],
  ['ended, said again', says('RESOLVED'), resolved(), 'repeat', 'none'],
  ['ended, and never seen firing', says('RESOLVED'), undefined, 'resolved_unseen', 'ends'],
  [
    'ended a second time, and not seen firing in between',
    says('RESOLVED', { startsAt: at('11:40'), endsAt: at('11:50') }),
    resolved(),
    'resolved_unseen',
    'ends',
  ],
  ['an earlier end, after the next beginning', says('RESOLVED', { startsAt: at('10:00'), endsAt: at('10:30') }), firing(), 'late_resolve', 'noted'],
  ['an end without a start, before the beginning', says('RESOLVED', { startsAt: null, endsAt: at('10:30') }), firing(), 'late_resolve', 'noted'],
  ['an end, for a start that a wrong clock put into the future', says('RESOLVED'), firing({ startsAt: new Date('2031-01-01') }), 'resolved', 'ends'],
  ['begun anew', says('FIRING', { startsAt: at('11:45') }), resolved(), 'fired_again', 'fires'],
  ['firing again with the start of before', says('FIRING'), resolved(), 'fired_again', 'fires'],
  ['firing again without a start', says('FIRING', { startsAt: null }), resolved(), 'fired_again', 'fires'],
  ['an earlier beginning, seconds after the end', says('FIRING', { startsAt: at('10:00') }), resolved(), 'late_firing', 'noted'],
  [
    'an earlier beginning, an hour after the end',
    says('FIRING', { startsAt: at('10:00') }),
    resolved({ lastReceivedAt: at('11:00') }),
    'fired_again',
    'fires',
  ],
  ['its beginning, seconds after an end that came first', says('FIRING'), resolved({ incident: null }), 'late_firing', 'noted'],
  [
    'its beginning, an hour after an end that came first',
    says('FIRING'),
    resolved({ incident: null, lastReceivedAt: at('11:00') }),
    'fired_again',
    'fires',
  ],
  ['a beginning after an end that came first', says('FIRING', { startsAt: at('11:31') }), resolved({ incident: null }), 'fired_again', 'fires'],
  ['firing on after a person closed its incident', says('FIRING'), firing({ incident: { id: 'i', resolvedAt: at('11:30') } }), 'repeat', 'none'],
  [
    'firing on without a start after a person closed its incident',
    says('FIRING', { startsAt: null }),
    firing({ incident: { id: 'i', resolvedAt: at('11:30') } }),
    'repeat',
    'none',
  ],
  [
    'begun anew after a person closed its incident',
    says('FIRING', { startsAt: at('11:31') }),
    firing({ incident: { id: 'i', resolvedAt: at('11:30') } }),
    'fired_again',
    'fires',
  ],
  [
    'firing on with a start in the future after a person closed its incident',
    says('FIRING', { startsAt: new Date('2031-01-01') }),
    firing({ startsAt: new Date('2031-01-01'), incident: { id: 'i', resolvedAt: at('11:30') } }),
    'repeat',
    'none',
  ],
])('%s', (_, received, known, reason, effect) => {
  expect(deduplicate(received, known, now)).toMatchObject({ reason, effect });
});

test('what is said again in the same words is a repeat, whatever is known besides', () => {
  for (const closedAt of [null, at('10:00'), at('11:30'), at('12:30')]) {
    for (const startsAt of [at('11:00'), at('12:30'), new Date('2031-01-01')]) {
      for (const endsAt of [at('10:30'), at('11:30')]) {
        const incident = { id: 'i', resolvedAt: closedAt };
        expect(deduplicate(says('FIRING', { startsAt }), firing({ startsAt, incident }), now).reason).toBe('repeat');
        expect(deduplicate(says('RESOLVED', { startsAt, endsAt }), resolved({ startsAt, endsAt, incident }), now).reason).toBe('repeat');
      }
    }
  }
});

test('a verdict keeps the facts it rests on', () => {
  expect(deduplicate(says('FIRING', { startsAt: at('11:45'), repaired: ['labels.a'] }), resolved(), now).facts).toEqual({
    startsAt: '2026-11-20T11:45:00.000Z',
    severity: 'MEDIUM',
    previous: { status: 'RESOLVED', startsAt: '2026-11-20T11:00:00.000Z', endsAt: '2026-11-20T11:30:00.000Z', severity: 'MEDIUM' },
    replacedCharactersIn: ['labels.a'],
  });
});
