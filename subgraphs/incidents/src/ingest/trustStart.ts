import type { SourceAlert } from './receivedAlert.ts';

/** How far ahead of ours a source's clock may be. */
const toleranceMs = 5 * 60_000;

/**
 * An alert that is said to begin in the future comes from a wrong clock: it is taken to begin when it is received, or it would come before everything for hours
 * and its end would be before its beginning. What the source said is kept.
 */
export function trustStart(alert: SourceAlert, now: Date): SourceAlert {
  if (alert.startsAt === null || alert.startsAt.getTime() - now.getTime() <= toleranceMs) return alert;
  return { ...alert, startsAt: null, claimedStart: alert.startsAt };
}
