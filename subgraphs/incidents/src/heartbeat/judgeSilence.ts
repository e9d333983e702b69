import type { Decision } from '#contracts/words';
import type { Heartbeat } from '#prisma/generated/client';

export type SilenceReason = 'waits_for_first_beat' | 'missed_before' | 'in_time' | 'just_watching' | 'missed';

/**
 * While the platform was away no beat could come. What fell due before this process began to watch gets this long after it to be heard of, or every
 * restart would be a storm of alarms about senders that are well; longer, and a crash in a circle could hide a real silence.
 */
const patienceMs = 120_000;

/** Decides whether a heartbeat has been silent for too long. `watchedSince` is when this process began to look. */
export function judgeSilence(
  { lastBeatAt, dueAt, missedAt, intervalMs, graceMs }: Pick<Heartbeat, 'lastBeatAt' | 'dueAt' | 'missedAt' | 'intervalMs' | 'graceMs'>,
  now: Date,
  watchedSince: Date,
): Decision<SilenceReason> {
  const facts = { lastBeatAt: lastBeatAt?.toISOString() ?? null, dueAt: dueAt?.toISOString() ?? null };
  if (dueAt === null) return { reason: 'waits_for_first_beat', facts };
  if (missedAt !== null) return { reason: 'missed_before', facts };
  if (now < dueAt) return { reason: 'in_time', facts };
  const patientUntil = watchedSince.getTime() + Math.min(intervalMs + graceMs, patienceMs);
  if (dueAt <= watchedSince && now.getTime() < patientUntil) {
    return { reason: 'just_watching', facts: { ...facts, watchedSince: watchedSince.toISOString() } };
  }
  return { reason: 'missed', facts };
}
