import type { AlertStatus } from '#contracts/words';
import fc from 'fast-check';
import { type FlapPolicy, type FlapVerdict, judgeFlapping, type Restlessness, steadiness } from './judgeFlapping.ts';

const policy: FlapPolicy = { enabled: true, changes: 4, windowMinutes: 30 };
const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 1, 0, at));

/** The verdicts on an alert whose state turns over at these minutes. */
function turnAt(minutes: readonly number[], settings = policy): FlapVerdict[] {
  let status: AlertStatus = 'RESOLVED';
  let known: Restlessness = steadiness;
  return minutes.map((at) => {
    const after = status === 'FIRING' ? 'RESOLVED' : 'FIRING';
    const verdict = judgeFlapping({ ...known, status }, after, minute(at), settings);
    [status, known] = [after, verdict];
    return verdict;
  });
}
const reasons = (verdicts: FlapVerdict[]): string[] => verdicts.map(({ reason }) => reason);

test('the change that reaches the limit within the window begins it, and all that follow are held', () => {
  expect(reasons(turnAt([0, 5, 10, 15, 20]))).toEqual(['steady', 'steady', 'steady', 'began_flapping', 'flapping']);
});

test('changes that are far enough apart never do', () => {
  expect(reasons(turnAt([0, 10, 20, 31, 41, 51]))).toEqual(Array(6).fill('steady'));
});

test('what says the same is no change', () => {
  const known = { recentChanges: [minute(0), minute(1), minute(2)], flappingSince: null, status: 'FIRING' as const };
  expect(judgeFlapping(known, 'FIRING', minute(3), policy)).toMatchObject({ reason: 'steady', recentChanges: known.recentChanges });
});

test('switched off, nothing is held or remembered', () => {
  expect(
    judgeFlapping({ recentChanges: [minute(0)], flappingSince: minute(0), status: 'FIRING' }, 'RESOLVED', minute(1), { ...policy, enabled: false }),
  ).toEqual({
    ...{ reason: 'switched_off', facts: {} },
    ...steadiness,
  });
});

const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 });
const policies = fc.record({ enabled: fc.constant(true), changes: fc.integer({ min: 3, max: 10 }), windowMinutes: fc.integer({ min: 1, max: 60 }) });

test('it begins exactly with the first change that has enough others before it within the window, and never ends by a change', () => {
  fc.assert(
    fc.property(gaps, policies, (steps, settings) => {
      const minutes = steps.reduce<number[]>((times, gap) => [...times, (times.at(-1) ?? 0) + gap], []);
      const first = minutes.findIndex((at, index) => {
        const before = minutes[index - settings.changes + 1];
        return before !== undefined && at - before < settings.windowMinutes;
      });
      const found = reasons(turnAt(minutes, settings));
      expect(found.indexOf('began_flapping')).toBe(first);
      expect(found.slice(0, first < 0 ? undefined : first).every((reason) => reason === 'steady')).toBe(true);
      if (first >= 0) expect(found.slice(first + 1).every((reason) => reason === 'flapping')).toBe(true);
    }),
  );
});

test('what is remembered stays small and in order, whatever comes', () => {
  fc.assert(
    fc.property(gaps, policies, (steps, settings) => {
      const minutes = steps.reduce<number[]>((times, gap) => [...times, (times.at(-1) ?? 0) + gap], []);
      for (const { recentChanges } of turnAt(minutes, settings)) {
        expect(recentChanges.length).toBeLessThanOrEqual(settings.changes);
        expect(recentChanges).toEqual(recentChanges.toSorted((one, other) => one.getTime() - other.getTime()));
      }
    }),
  );
});
