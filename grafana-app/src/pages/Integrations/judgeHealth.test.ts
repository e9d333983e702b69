import { judgeHealth } from './judgeHealth';

const traffic = { since: '', buckets: [], alertsPerMinute: 1, requests: 10, refused: 0, refusedShare: 0 };
const heartbeat = {
  state: 'ALIVE' as const,
  intervalSeconds: 60,
  graceSeconds: 60,
  severity: 'CRITICAL' as const,
  lastBeatAt: null,
  dueAt: null,
  missedAt: null,
};
const row = {
  ...{ id: 'i', name: 'x', source: 'ALERTMANAGER' as const, enabled: true, archivedAt: null, heartbeat: null },
  lastReceivedAt: '2026-01-01T00:00:00Z',
  traffic,
};

it.each([
  ['healthy', {}],
  ['off', { enabled: false, heartbeat: { ...heartbeat, state: 'MISSED' as const } }],
  ['silent', { heartbeat: { ...heartbeat, state: 'MISSED' as const }, traffic: { ...traffic, refusedShare: 1 } }],
  ['refusing', { traffic: { ...traffic, refusedShare: 0.05 } }],
  ['healthy', { traffic: { ...traffic, refusedShare: 0.04 } }],
  ['late', { heartbeat: { ...heartbeat, state: 'LATE' as const } }],
  ['unheard', { lastReceivedAt: null }],
  ['quiet', { traffic: { ...traffic, requests: 0 } }],
  ['healthy', { traffic: { ...traffic, requests: 0 }, heartbeat }],
])('is %s', (health, change) => {
  expect(judgeHealth({ ...row, ...change })).toBe(health);
});
