import type { Shift } from './finalShifts.ts';
import { expectedBetween, findGaps } from './findGaps.ts';
import { type Load, measureLoad } from './measureLoad.ts';
import type { ScheduleFacts } from './scheduleShape.ts';
import { lengthOf } from './stretches.ts';

/** How good a schedule is, with what that is made of. */
export type Quality = {
  /** 0 to 100: 100 × coverage × (0.7 + 0.3 × balance), rounded down. */
  score: number;
  /** Part of the hours in which somebody must be on call that have somebody, 0 to 1. */
  coverage: number;
  /** Mean of the three below, 0 to 1. */
  balance: number;
  /** 1 when all have the same, 0 when one person has all; of hours, nights and weekends. One who is alone is not balanced with anybody: 0. */
  hoursBalance: number;
  nightsBalance: number;
  weekendsBalance: number;
  gaps: { from: Date; to: Date }[];
  gapHours: number;
  load: Load[];
};

/** How much of the score a schedule keeps whose load is on one person alone. */
const unbalanced = 0.7;

/** The quality of a schedule over shifts that lie end to end, a year of them as a rule. */
export function measureQuality(schedule: ScheduleFacts, shifts: readonly Shift[], zoneOf: (personId: string) => string): Quality {
  const load = measureLoad(shifts, zoneOf);
  const gaps = findGaps(schedule, shifts);
  const [first, last] = [shifts[0], shifts.at(-1)];
  const wanted = first && last ? lengthOf(expectedBetween(schedule, { from: first.from.getTime(), to: last.to.getTime() })) : 0;
  const missing = lengthOf(gaps.map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() })));
  const coverage = wanted === 0 ? 0 : 1 - missing / wanted;
  const [hoursBalance, nightsBalance, weekendsBalance] = [
    balanceOf(load.map(({ hours }) => hours)),
    balanceOf(load.map(({ nightHours }) => nightHours)),
    balanceOf(load.map(({ weekendHours }) => weekendHours)),
  ];
  const balance = (hoursBalance + nightsBalance + weekendsBalance) / 3;
  // Rounded down, so that 100 is said only of what lacks nothing; the sum of many shares may be a hair short of it.
  const score = Math.floor(100 * coverage * (unbalanced + (1 - unbalanced) * balance) + 1e-6);
  return { score, coverage, balance, hoursBalance, nightsBalance, weekendsBalance, gaps, gapHours: missing / 3_600_000, load };
}

/** 1 less the sum of all deviations from the mean, in parts of the most that it could be: that of one who has all. Nothing to share is shared well. */
function balanceOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total === 0) return 1;
  const mean = total / values.length;
  const deviation = values.reduce((sum, value) => sum + Math.abs(value - mean), 0);
  return 1 - deviation / (2 * (total - mean));
}
