import type { AlertStatus, Decision, Severity } from '#contracts/words';
import type { Restlessness } from '../flapping/judgeFlapping.ts';
import type { ReceivedAlert } from './receivedAlert.ts';

/** What is known of an alert when word of it comes. */
export type KnownAlert = {
  id: string;
  status: AlertStatus;
  startsAt: Date;
  endsAt: Date | null;
  lastReceivedAt: Date;
  changedAt: Date;
  severity: Severity;
  contentHash: string;
  /** Until when it holds unless it is sent again. */
  expiresAt: Date | null;
  /** The latest incident that it belonged to; null when it was never seen firing. */
  incident: { id: string; resolvedAt: Date | null } | null;
} & Restlessness;

/** What follows from each reason: the alert fires, it ends, its row is revised, or nothing but a note of the decision. */
const effects = {
  /** Never heard of. */
  new_alert: 'fires',
  /** It had ended, or a person had closed its incident, and it began anew. */
  fired_again: 'fires',
  /** It ended. */
  resolved: 'ends',
  /** It ended, and its firing was never seen: there is no incident to close. */
  resolved_unseen: 'ends',
  /** Its source said until when it holds, and did not send it again. */
  expired_at_source: 'ends',
  /** It flapped, has been calm, and ended with its last change. */
  calm_and_resolved: 'ends',
  /** It flapped, has been calm, and fires; a person closed its incident meanwhile. */
  calm_and_firing_anew: 'fires',
  /** It flapped, has been calm, and fires in its open incident. */
  calm_and_firing: 'revised',
  /** It still fires, and says so with another severity. */
  severity_changed: 'revised',
  /** Nothing new. */
  repeat: 'none',
  /** Word of an end that came after word of the next beginning. */
  late_resolve: 'noted',
  /** Word of a beginning that came after word of its end. */
  late_firing: 'noted',
  /** A rule drops it, and it does not fire here: only its count is kept. */
  dropped_by_rule: 'dropped',
  /** This change of its state was one too many, or came while it flapped: its incident does not follow. */
  began_flapping: 'held',
  flapping: 'held',
} as const;

export type Reason = keyof typeof effects;
export type Effect = (typeof effects)[Reason];

export type Verdict = Decision<Reason> & { effect: Effect };

/**
 * How long after an end a beginning that lies before it is taken for a delivery out of order. Those are late by seconds; a sender
 * that says the same an hour later means it, and an alert shown twice is better than one not shown.
 */
const outOfOrderMs = 5 * 60_000;

/** Decides what word of an alert means, given what is known of it. */
export function deduplicate(received: ReceivedAlert, known: KnownAlert | undefined, now: Date): Verdict {
  const reason =
    received.because === 'calm' && known
      ? judgeCalm(known)
      : received.status === 'FIRING'
        ? judgeFiring(received, known, now)
        : judgeEnd(received, known, now);
  return { reason, effect: effects[reason], facts: factsOf(received, known) };
}

function judgeFiring(received: ReceivedAlert, known: KnownAlert | undefined, now: Date): Reason {
  if (!known) return 'new_alert';
  if (known.status === 'RESOLVED') return isLateFiring(received, known, now) ? 'late_firing' : 'fired_again';
  if (isNewTrigger(received, known)) return 'fired_again';
  return received.severity === known.severity ? 'repeat' : 'severity_changed';
}

function judgeEnd(received: ReceivedAlert, known: KnownAlert | undefined, now: Date): Reason {
  if (received.droppedBy && known?.status !== 'FIRING') return 'dropped_by_rule';
  if (!known) return 'resolved_unseen';
  if (known.status === 'FIRING' && received.because === 'expired') return 'expired_at_source';
  if (known.status === 'FIRING') return isLateEnd(received, known, now) ? 'late_resolve' : 'resolved';
  const ended = known.endsAt ?? known.lastReceivedAt;
  const beganAgain = received.startsAt !== null && received.startsAt > known.startsAt && received.startsAt > ended;
  return beganAgain ? 'resolved_unseen' : 'repeat';
}

function judgeCalm({ status, incident }: KnownAlert): Reason {
  if (status === 'RESOLVED') return 'calm_and_resolved';
  return incident === null || incident.resolvedAt !== null ? 'calm_and_firing_anew' : 'calm_and_firing';
}

/** A person closed the incident while the alert fired: repeats stay quiet, a beginning after the closing does not. */
function isNewTrigger(received: ReceivedAlert, known: KnownAlert): boolean {
  const closedAt = known.incident?.resolvedAt ?? null;
  return closedAt !== null && received.startsAt !== null && received.startsAt > closedAt && received.startsAt > known.startsAt;
}

function isLateFiring(received: ReceivedAlert, known: KnownAlert, now: Date): boolean {
  if (received.startsAt === null || now.getTime() - known.lastReceivedAt.getTime() > outOfOrderMs) return false;
  // The same start twice is a sender that lost sight of its alert for a while, unless the first of the two was never seen here.
  return known.incident === null ? received.startsAt <= (known.endsAt ?? known.lastReceivedAt) : isBefore(received.startsAt, known.startsAt, now);
}

function isLateEnd(received: ReceivedAlert, known: KnownAlert, now: Date): boolean {
  const ended = received.endsAt ?? now;
  return isBefore(received.startsAt ?? ended, known.startsAt, now) && ended <= known.startsAt;
}

/** A known start in our future comes from a wrong clock; nothing is late compared with it, or the alert would be stuck until then. */
function isBefore(time: Date, knownStart: Date, now: Date): boolean {
  return time < knownStart && knownStart <= now;
}

function factsOf(received: ReceivedAlert, known: KnownAlert | undefined): Decision['facts'] {
  return {
    startsAt: received.startsAt?.toISOString() ?? null,
    ...(received.endsAt && { endsAt: received.endsAt.toISOString() }),
    severity: received.severity,
    ...(known && {
      previous: {
        status: known.status,
        startsAt: known.startsAt.toISOString(),
        endsAt: known.endsAt?.toISOString() ?? null,
        severity: known.severity,
      },
    }),
    ...(received.claimedStart && { startInTheFuture: received.claimedStart.toISOString() }),
    ...(received.because === 'expired' && { expiredAt: known?.expiresAt?.toISOString(), lastReceivedAt: known?.lastReceivedAt.toISOString() }),
    ...(received.readBy && { readBy: received.readBy }),
    ...(received.enrichment && { enrichment: received.enrichment.steps.slice(0, 50) }),
    ...(received.repaired.length > 0 && { replacedCharactersIn: received.repaired.slice(0, 20) }),
  };
}
