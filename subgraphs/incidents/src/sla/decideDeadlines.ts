import type { Deadline, DeadlineKind, Incident } from '#prisma/generated/client';
import { z } from 'zod';
import { addServiceTime, type ServiceHours } from './addServiceTime.ts';

/** What a deadline says; its key is the incident and the kind. */
export type DeadlineState = Pick<Deadline, 'kind' | 'targetMinutes' | 'dueAt' | 'pausedAt' | 'metAt' | 'breachedAt'>;

type Timed = Pick<Incident, 'openedAt' | 'acknowledgedAt' | 'resolvedAt' | 'mergedAt' | 'snoozedUntil' | 'facts'>;

/** What the incident's route promises; null where it promises nothing. */
const promise = z.object({
  sla: z.object({ acknowledgeMinutes: z.number().positive().nullish(), resolveMinutes: z.number().positive().nullish() }).nullish(),
});

/**
 * What the deadlines of an incident are, given how it stands and what they were. It looks at states and not at what happened, so that it may be asked at any
 * time, twice, or after something was missed. A deadline that was met or breached stays so; one that is neither follows the promise, and stands
 * still while the incident sleeps.
 */
export function decideDeadlines(incident: Timed, before: readonly DeadlineState[], hours: ServiceHours | null, now: Date): DeadlineState[] {
  const { sla } = promise.safeParse(incident.facts).data ?? {};
  const targets: [DeadlineKind, number | null | undefined][] = [
    ['ACKNOWLEDGE', sla?.acknowledgeMinutes],
    ['RESOLVE', sla?.resolveMinutes],
  ];
  return targets.flatMap(([kind, minutes]) => {
    const known = before.find((deadline) => deadline.kind === kind);
    if (known?.metAt || known?.breachedAt) return [meet(known, incident)];
    if (minutes == null) return [];
    return [meet(pause(aim(kind, minutes, known, incident, hours), incident, hours, now), incident)];
  });
}

/** With the promise as it is now: a new one counts from the opening, whatever was promised before. */
function aim(
  kind: DeadlineKind,
  targetMinutes: number,
  known: DeadlineState | undefined,
  { openedAt }: Timed,
  hours: ServiceHours | null,
): DeadlineState {
  if (known?.targetMinutes === targetMinutes) return known;
  const dueAt = addServiceTime(openedAt, targetMinutes * 60_000, hours);
  return { kind, targetMinutes, dueAt, pausedAt: known?.pausedAt ?? null, metAt: null, breachedAt: null };
}

/** Standing still while the incident sleeps; afterwards later by as long as it slept. */
function pause(deadline: DeadlineState, { snoozedUntil }: Timed, hours: ServiceHours | null, now: Date): DeadlineState {
  if (snoozedUntil !== null) return { ...deadline, pausedAt: deadline.pausedAt ?? now };
  if (deadline.pausedAt === null) return deadline;
  const left = Math.max(0, deadline.dueAt.getTime() - deadline.pausedAt.getTime());
  return { ...deadline, pausedAt: null, dueAt: hours === null ? new Date(now.getTime() + left) : addServiceTime(now, left, hours) };
}

/** Met by the first that ends it: somebody took the incident on, or it closed. */
function meet(deadline: DeadlineState, { acknowledgedAt, resolvedAt, mergedAt }: Timed): DeadlineState {
  if (deadline.metAt !== null) return deadline;
  const ends = [deadline.kind === 'ACKNOWLEDGE' ? acknowledgedAt : null, resolvedAt, mergedAt].filter((end) => end !== null);
  const metAt = ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime())));
  return { ...deadline, metAt, pausedAt: metAt ? null : deadline.pausedAt };
}
