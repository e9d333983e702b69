import { outboundFailures } from '#kit/outboundFailure';
import { z } from 'zod';

/**
 * What a service says that is no matter of HTTP: it may answer 200 and refuse all the same, and mail is not HTTP at all. `service_busy`: later, it says.
 * `misconfigured`: what the channel or the contact says cannot be used, so nothing was sent.
 */
const serviceRefusals = [
  'service_busy',
  'service_refused',
  'credentials_refused',
  'address_refused',
  'message_refused',
  'encryption_refused',
  'misconfigured',
] as const;

/** How one attempt ended. `worker_lost`: the worker died, or lost touch, between taking the delivery and recording its result. */
export const attemptOutcomes = [
  'delivered',
  'http_3xx',
  'http_4xx',
  'http_408',
  'http_425',
  'http_429',
  'http_5xx',
  'worker_lost',
  ...serviceRefusals,
  ...outboundFailures,
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** Why an alarm was called off before it was delivered: what happened to the incident first. */
const cancelOutcomes = [
  'acknowledged_first',
  'unacknowledged_first',
  'resolved_first',
  'merged_first',
  'snoozed',
  'silenced',
  'escalation_stopped',
] as const;
export const cancelOutcome = z.enum(cancelOutcomes).nullable();
export type CancelOutcome = (typeof cancelOutcomes)[number];

/** How a delivery ended, beyond how its last attempt did. `grouped`: it was told together with others, by the delivery that it was grouped into. */
export type DeliveryOutcome =
  AttemptOutcome | CancelOutcome | 'grouped' | 'approval_over' | 'attempts_exhausted' | 'channel_disabled' | 'opened_not_delivered';

/** Refusals that may be of a message about many and of none that it stands for: too long, or a form of it that the service does not take. */
export const maybeOfMessage: ReadonlySet<DeliveryOutcome> = new Set<DeliveryOutcome>(['message_refused', 'service_refused', 'http_4xx']);

/** What follows from an outcome, and whether the receiver may have taken the notice although it did not say so. */
export const consequences: Record<AttemptOutcome, { verdict: 'delivered' | 'retry' | 'give_up'; mayHaveReached: boolean }> = {
  delivered: { verdict: 'delivered', mayHaveReached: true },
  http_3xx: { verdict: 'give_up', mayHaveReached: false },
  http_4xx: { verdict: 'give_up', mayHaveReached: false },
  http_408: { verdict: 'retry', mayHaveReached: true },
  http_425: { verdict: 'retry', mayHaveReached: false },
  http_429: { verdict: 'retry', mayHaveReached: false },
  // A proxy answers 502 or 504 also when what is behind it took the request.
  http_5xx: { verdict: 'retry', mayHaveReached: true },
  service_busy: { verdict: 'retry', mayHaveReached: false },
  service_refused: { verdict: 'give_up', mayHaveReached: false },
  credentials_refused: { verdict: 'give_up', mayHaveReached: false },
  address_refused: { verdict: 'give_up', mayHaveReached: false },
  message_refused: { verdict: 'give_up', mayHaveReached: false },
  encryption_refused: { verdict: 'give_up', mayHaveReached: false },
  misconfigured: { verdict: 'give_up', mayHaveReached: false },
  worker_lost: { verdict: 'retry', mayHaveReached: true },
  timeout: { verdict: 'retry', mayHaveReached: true },
  connection_reset: { verdict: 'retry', mayHaveReached: true },
  protocol_error: { verdict: 'retry', mayHaveReached: true },
  aborted: { verdict: 'retry', mayHaveReached: true },
  unknown_failure: { verdict: 'retry', mayHaveReached: true },
  connection_refused: { verdict: 'retry', mayHaveReached: false },
  unreachable: { verdict: 'retry', mayHaveReached: false },
  dns_failed: { verdict: 'retry', mayHaveReached: false },
  tls_failed: { verdict: 'retry', mayHaveReached: false },
  target_refused: { verdict: 'give_up', mayHaveReached: false },
  invalid_request: { verdict: 'give_up', mayHaveReached: false },
};
