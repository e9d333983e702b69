/** So many incidents within a minute are told of one by one at one destination; more than these are told of together. */
export const alone = 5;

/** How long back what a destination was told counts, in ms. */
export const windowMs = 60_000;

/** How long the first of a flood waits for others to be told of with it, in ms. */
const gatherMs = 10_000;

/** Between two messages about many incidents to one destination, in ms; where a message can be changed, between two changes of it. */
const apart = { again: 30_000, inPlace: 5_000 } as const;

/** So many that wait are told of at once: there is nothing to be gained by waiting for more. */
const enough = 3;

export type GroupingFacts = {
  now: Date;
  /** When the notice was decided. */
  createdAt: Date;
  /** Incidents that the destination was told of within the window, by themselves or together. */
  told: number;
  /** Incidents of which notices wait for this destination, this one included. */
  waiting: number;
  /** When the last message about many went to the destination; null for never. */
  lastGroupAt: Date | null;
  /** The kind of channel changes messages that it sent. */
  updatesInPlace: boolean;
  /** What the notice is about was told there in a message about many, which can be changed. */
  isInMessage: boolean;
  /** The person wants mild things together at their time of day. */
  isDigest: boolean;
};

/**
 * Whether a notice goes out by itself, together with the others that wait for its destination, or waits for them. `alone` is what happens without a flood:
 * nobody waits for company that does not come.
 */
export type GroupingDecision = { reason: 'alone' } | { reason: 'together' } | { reason: 'waits'; until: Date };

/** Decides how a due notice is told. Pure. */
export function judgeGrouping(facts: GroupingFacts): GroupingDecision {
  const { now, createdAt, told, waiting, lastGroupAt, updatesInPlace, isInMessage, isDigest } = facts;
  if (isDigest) return waiting > 1 ? { reason: 'together' } : { reason: 'alone' };
  if (!isInMessage && told + waiting <= alone) return { reason: 'alone' };
  const next = lastGroupAt === null ? 0 : lastGroupAt.getTime() + (updatesInPlace ? apart.inPlace : apart.again);
  if (next > now.getTime()) return { reason: 'waits', until: new Date(next) };
  const gathered = createdAt.getTime() + gatherMs;
  if (!isInMessage && waiting < enough && gathered > now.getTime()) return { reason: 'waits', until: new Date(gathered) };
  return { reason: 'together' };
}
