import { decideDeadlines, type DeadlineState } from './decideDeadlines.ts';

const openedAt = new Date('2026-11-27T10:00:00Z');
const at = (minutes: number): Date => new Date(openedAt.getTime() + minutes * 60_000);
const incident = {
  ...{ openedAt, acknowledgedAt: null, resolvedAt: null, mergedAt: null, snoozedUntil: null },
  facts: { sla: { acknowledgeMinutes: 5, resolveMinutes: 60 } },
};
const [ack, resolve] = decideDeadlines(incident, [], null, at(0)) as [DeadlineState, DeadlineState];

test('what the route promises counts from the opening', () => {
  expect([ack.dueAt, resolve.dueAt]).toEqual([at(5), at(60)]);
});

test.each([[{}], [{ sla: null }], [{ sla: { acknowledgeMinutes: null, resolveMinutes: null, reason: 'no_target' } }], [{ sla: 'x' }]])(
  '%j promises nothing',
  (facts) => {
    expect(decideDeadlines({ ...incident, facts }, [], null, at(0))).toEqual([]);
  },
);

test('asked again, nothing changes', () => {
  expect(decideDeadlines(incident, [ack, resolve], null, at(3))).toEqual([ack, resolve]);
});

test('taking it on meets the one, closing it meets both', () => {
  const taken = decideDeadlines({ ...incident, acknowledgedAt: at(3) }, [ack, resolve], null, at(3));
  expect(taken.map(({ metAt }) => metAt)).toEqual([at(3), null]);
  const closed = decideDeadlines({ ...incident, resolvedAt: at(4) }, [ack, resolve], null, at(4));
  expect(closed.map(({ metAt }) => metAt)).toEqual([at(4), at(4)]);
});

test('given back, what was met stays met', () => {
  const met = { ...ack, metAt: at(3) };
  expect(decideDeadlines(incident, [met, resolve], null, at(9))[0]).toEqual(met);
});

test('a breach stays, and is met late', () => {
  const breached = { ...ack, breachedAt: at(5) };
  expect(decideDeadlines({ ...incident, acknowledgedAt: at(7) }, [breached, resolve], null, at(7))[0]).toEqual({ ...breached, metAt: at(7) });
});

test('while it sleeps time stands still', () => {
  const asleep = decideDeadlines({ ...incident, snoozedUntil: at(100) }, [ack, resolve], null, at(2));
  expect(asleep.map(({ pausedAt }) => pausedAt)).toEqual([at(2), at(2)]);
  expect(decideDeadlines({ ...incident, snoozedUntil: at(100) }, asleep, null, at(50))).toEqual(asleep);
  const awake = decideDeadlines(incident, asleep, null, at(100));
  expect(awake.map(({ pausedAt, dueAt }) => [pausedAt, dueAt])).toEqual([
    [null, at(103)],
    [null, at(158)],
  ]);
});

test('a stricter promise counts from the opening', () => {
  const worse = { ...incident, facts: { sla: { acknowledgeMinutes: 1, resolveMinutes: 60 } } };
  expect(decideDeadlines(worse, [ack, resolve], null, at(3)).map(({ dueAt }) => dueAt)).toEqual([at(1), at(60)]);
});
