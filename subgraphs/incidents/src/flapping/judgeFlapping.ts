import type { AlertStatus, Decision } from '#contracts/words';

/** When a tenant takes an alert for one that flaps. */
export type FlapPolicy = {
  enabled: boolean;
  /** So many changes of its state… */
  changes: number;
  /** …within so many minutes; also how long it has to be calm until it is believed again. */
  windowMinutes: number;
};

/** Of a tenant that has not said otherwise. */
export const usualFlapPolicy: FlapPolicy = { enabled: true, changes: 6, windowMinutes: 30 };

/** What is remembered of an alert's changes. */
export type Restlessness = {
  /** The latest changes of its state, oldest first: those that may still count. */
  recentChanges: readonly Date[];
  /** Since when it is held; null while it is believed. */
  flappingSince: Date | null;
};

export type FlapReason =
  /** Its changes are far enough apart. */
  | 'steady'
  /** This change is one too many: from now on it is held. */
  | 'began_flapping'
  /** It is held already. */
  | 'flapping'
  /** The tenant does not want it. */
  | 'switched_off';

export type FlapVerdict = Decision<FlapReason> & Restlessness;

export const steadiness: Restlessness = { recentChanges: [], flappingSince: null };

/** Decides what a change of an alert's state does to the alert's credit. `before` and `after` are its states; the same twice is no change. */
export function judgeFlapping(
  known: Restlessness & { status: AlertStatus },
  after: AlertStatus,
  now: Date,
  { enabled, changes, windowMinutes }: FlapPolicy,
): FlapVerdict {
  const { recentChanges, flappingSince, status } = known;
  if (!enabled) return { reason: 'switched_off', facts: {}, ...steadiness };
  const from = now.getTime() - windowMinutes * 60_000;
  const counted = [...recentChanges.filter((change) => change.getTime() > from), ...(status === after ? [] : [now])].slice(-changes);
  const facts = { changes: counted.length, limit: changes, windowMinutes };
  if (flappingSince) return { reason: 'flapping', facts: { ...facts, since: flappingSince.toISOString() }, recentChanges: counted, flappingSince };
  if (status === after || counted.length < changes) return { reason: 'steady', facts, recentChanges: counted, flappingSince: null };
  return { reason: 'began_flapping', facts, recentChanges: counted, flappingSince: now };
}
