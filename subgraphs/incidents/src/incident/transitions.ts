import type { IncidentStatus } from '#contracts/words';
import type { Incident } from '#prisma/generated/client';

/** Where an incident stands, as verbs see it: its status, or that it sleeps, which an open incident of either status may. */
export type Phase = IncidentStatus | 'SNOOZED';

/** What is done to an incident, by a person or when its time has come. */
export type Verb = 'acknowledge' | 'unacknowledge' | 'snooze' | 'wake' | 'resolve' | 'merge' | 'unmerge';

export type Refusal =
  'already_acknowledged' | 'not_acknowledged' | 'is_snoozed' | 'not_snoozed' | 'already_resolved' | 'already_merged' | 'not_merged';

/** `back`: to the status from which it was merged. */
export type Transition = { to: Phase } | { back: true } | { refused: Refusal };

/**
 * Every verb on every phase. Resolved is the end; merged is left by undoing the merge only. Whoever wakes finds the incident triggered: that
 * somebody had it on before it slept says nothing of who has it on now. A note may be added at any time, so it is no transition.
 */
export const transitions: Record<Verb, Record<Phase, Transition>> = {
  acknowledge: {
    TRIGGERED: { to: 'ACKNOWLEDGED' },
    ACKNOWLEDGED: { refused: 'already_acknowledged' },
    SNOOZED: { to: 'ACKNOWLEDGED' },
    RESOLVED: { refused: 'already_resolved' },
    MERGED: { refused: 'already_merged' },
  },
  unacknowledge: {
    TRIGGERED: { refused: 'not_acknowledged' },
    ACKNOWLEDGED: { to: 'TRIGGERED' },
    SNOOZED: { refused: 'is_snoozed' },
    RESOLVED: { refused: 'already_resolved' },
    MERGED: { refused: 'already_merged' },
  },
  snooze: {
    TRIGGERED: { to: 'SNOOZED' },
    ACKNOWLEDGED: { to: 'SNOOZED' },
    SNOOZED: { to: 'SNOOZED' },
    RESOLVED: { refused: 'already_resolved' },
    MERGED: { refused: 'already_merged' },
  },
  wake: {
    TRIGGERED: { refused: 'not_snoozed' },
    ACKNOWLEDGED: { refused: 'not_snoozed' },
    SNOOZED: { to: 'TRIGGERED' },
    RESOLVED: { refused: 'already_resolved' },
    MERGED: { refused: 'already_merged' },
  },
  resolve: {
    TRIGGERED: { to: 'RESOLVED' },
    ACKNOWLEDGED: { to: 'RESOLVED' },
    SNOOZED: { to: 'RESOLVED' },
    RESOLVED: { refused: 'already_resolved' },
    MERGED: { refused: 'already_merged' },
  },
  merge: {
    TRIGGERED: { to: 'MERGED' },
    ACKNOWLEDGED: { to: 'MERGED' },
    SNOOZED: { to: 'MERGED' },
    RESOLVED: { refused: 'already_resolved' },
    MERGED: { refused: 'already_merged' },
  },
  unmerge: {
    TRIGGERED: { refused: 'not_merged' },
    ACKNOWLEDGED: { refused: 'not_merged' },
    SNOOZED: { refused: 'not_merged' },
    RESOLVED: { refused: 'already_resolved' },
    MERGED: { back: true },
  },
};

/** Where an incident stands now. */
export function phaseOf({ status, snoozedUntil }: Pick<Incident, 'status' | 'snoozedUntil'>): Phase {
  return snoozedUntil === null ? status : 'SNOOZED';
}

/** Where a verb takes an incident, or why it cannot. */
export function decideTransition(verb: Verb, phase: Phase): Transition {
  return transitions[verb][phase];
}

/** What every closing, and every verb that says anew who has it on, does to the times that were due: none is. */
export const nothingDue = { acknowledgedUntil: null, snoozedUntil: null, snoozedById: null } as const;

/** The row of an incident that nobody has on. */
export const triggered = { status: 'TRIGGERED', acknowledgedAt: null, acknowledgedById: null, ...nothingDue } as const;
