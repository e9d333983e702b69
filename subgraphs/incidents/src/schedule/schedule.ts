/**
 * When something holds: from `startsAt` to `endsAt`, or, with a recurrence, in windows of `durationMs` that begin at the rule's times between the
 * two. The rule is an RRULE of RFC 5545 without an end of its own, read in the wall time of `timeZone` with its first time at `startsAt`; a
 * window ends by the wall clock too, so that one from 22:00 to 06:00 does so in the nights in which the clocks change.
 */
export type Schedule = {
  startsAt: Date;
  endsAt: Date;
  recurrence: string | null;
  durationMs: number | null;
  timeZone: string | null;
};

/** `until` is not part of it any more. */
export type Window = { from: Date; until: Date };
