import { type Deadline, judgeDeadline, pickDeadline } from './judgeDeadline';

const now = Date.parse('2026-11-27T10:00:00Z');
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const ack = (change: Partial<Deadline>): Deadline => ({
  kind: 'ACKNOWLEDGE',
  targetMinutes: 20,
  dueAt: at(10),
  ...change,
});

it.each([
  [ack({}), 'running', 10],
  [ack({ dueAt: at(4) }), 'close', 4],
  [ack({ dueAt: at(-2) }), 'breached', -2],
  [ack({ dueAt: at(-2), breachedAt: at(-1) }), 'breached', -2],
  [ack({ pausedAt: at(-3), dueAt: at(2) }), 'paused', 5],
  [ack({ metAt: at(-1) }), 'met', 11],
  [ack({ dueAt: at(-5), breachedAt: at(-4), metAt: at(-1) }), 'late', -4],
] as const)('%j is %s', (deadline, state, minutes) => {
  expect(judgeDeadline(deadline, now)).toEqual({ kind: 'ACKNOWLEDGE', state, left: minutes * 60_000 });
});

it('picks what is due first of what is open, else what was late', () => {
  const resolve: Deadline = { kind: 'RESOLVE', targetMinutes: 60, dueAt: at(50) };
  expect(pickDeadline([ack({}), resolve], now)).toMatchObject({ kind: 'ACKNOWLEDGE' });
  expect(pickDeadline([ack({ metAt: at(-1) }), resolve], now)).toMatchObject({ kind: 'RESOLVE' });
  expect(
    pickDeadline([ack({ metAt: at(-1), breachedAt: at(-2), dueAt: at(-3) }), { ...resolve, metAt: at(0) }], now)
  ).toMatchObject({
    state: 'late',
  });
  expect(pickDeadline([], now)).toBeUndefined();
});
