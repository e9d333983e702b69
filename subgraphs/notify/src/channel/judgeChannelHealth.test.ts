import { judgeChannelHealth } from './judgeChannelHealth.ts';

const unused = { enabled: true, breakerUntil: null, failuresInRow: 0, lastDeliveredAt: null, lastFailedAt: null };
const at = new Date('2026-01-31T12:00:00Z');
const [now, later] = [new Date('2026-01-31T12:00:10Z'), new Date('2026-01-31T12:01:00Z')];

test.each([
  ['UNUSED', {}],
  ['HEALTHY', { lastDeliveredAt: at }],
  ['HEALTHY', { lastDeliveredAt: at, lastFailedAt: at }],
  ['FAILING', { lastFailedAt: at }],
  ['FAILING', { lastDeliveredAt: at, failuresInRow: 1 }],
  ['RESTING', { lastDeliveredAt: at, failuresInRow: 5, breakerUntil: later }],
  ['FAILING', { lastDeliveredAt: at, failuresInRow: 5, breakerUntil: at }],
  ['DISABLED', { enabled: false, failuresInRow: 5, breakerUntil: at }],
])('%s after %j', (health, change) => {
  expect(judgeChannelHealth({ ...unused, ...change }, now)).toBe(health);
});
