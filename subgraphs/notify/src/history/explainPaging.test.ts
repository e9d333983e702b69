import { explainPaging, type PagingFacts } from './explainPaging.ts';

const at = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T12:05:00Z');
const facts = (change: Partial<PagingFacts> = {}): PagingFacts => ({
  ...{ personId: 'ada', runs: [], decisions: [], pages: [], deliveries: [] },
  incident: { status: 'TRIGGERED', quiet: null, snoozedUntil: null, announcedAt: at },
  ...change,
});
const run = (change: object = {}) => ({
  ...{ id: 'r', state: 'RUNNING', reason: 'waits', chainName: 'Databases', policyPath: ['root', 'db'], startedAt: at, endedAt: null },
  ...change,
});
const step = (number: number | null, reason: string, known: object = {}) => ({ runId: 'r', at, step: number, kind: 'persons', reason, facts: known });
const delivery = (change: object = {}) => ({
  ...{ id: 'd', status: 'DELIVERED', outcome: 'delivered', channelName: 'SMS', createdAt: at, finishedAt: later },
  ...change,
});
const page = (change: object = {}) => ({ state: 'DONE', reason: 'all_rules_followed', createdAt: at, nextAt: null, ...change });
const chen = { people: [{ id: 'chen', name: 'Chen', isReachable: true }] };

test.each<[string, Partial<PagingFacts>, object]>([
  ['told', { deliveries: [delivery({ status: 'FAILED' }), delivery(), delivery()] }, { channel: 'SMS', times: 2, at: later.toISOString() }],
  [
    'under_way',
    { deliveries: [delivery({ status: 'FAILED' }), delivery({ status: 'PENDING', outcome: null, finishedAt: null })] },
    { channel: 'SMS' },
  ],
  ['not_reached', { deliveries: [delivery({ status: 'FAILED', outcome: 'http_4xx' })], pages: [page()] }, { outcomes: ['http_4xx'] }],
  ['no_way_to_reach', { pages: [page({ reason: 'no_way_to_reach' })] }, {}],
  ['rules_wait', { pages: [page({ state: 'RUNNING', reason: 'waits', nextAt: later })] }, { nextAt: later.toISOString() }],
  ['ended_before', { pages: [page({ state: 'STOPPED', reason: 'acknowledged' })], runs: [run()] }, { because: 'acknowledged' }],
  [
    'skipped',
    { runs: [run()], decisions: [step(1, 'told', { ...chen, skipped: [{ id: 'ada', name: 'Ada', reason: 'outside_hours' }] })] },
    { because: 'outside_hours', step: 2 },
  ],
  ['not_yet', { runs: [run()], decisions: [step(0, 'told', chen)] }, { chain: 'Databases', people: ['Chen'] }],
  ['others_told', { runs: [run({ state: 'STOPPED', reason: 'acknowledged' })], decisions: [step(0, 'told', chen)] }, { because: 'acknowledged' }],
  ['nobody_told', { runs: [run({ state: 'DONE', reason: 'end' })], decisions: [step(0, 'nobody_on_call')] }, { because: 'nobody_on_call', step: 1 }],
  ['policy_tells_nobody', { runs: [run({ state: 'DONE', reason: 'told_nobody' })], decisions: [step(null, 'started')] }, { policy: 'root › db' }],
  ['quiet', { incident: { status: 'TRIGGERED', quiet: 'silenced', snoozedUntil: null, announcedAt: null } }, { because: 'silenced' }],
  ['snoozed', { incident: { status: 'TRIGGERED', quiet: null, snoozedUntil: later, announcedAt: at } }, { until: later.toISOString() }],
  ['not_announced', { incident: { status: 'TRIGGERED', quiet: null, snoozedUntil: null, announcedAt: null } }, {}],
  ['no_escalation', {}, {}],
  ['unknown_incident', { incident: null }, {}],
])('%s', (reason, change, known) => {
  expect(explainPaging(facts(change))).toMatchObject({ reason, facts: known });
});
