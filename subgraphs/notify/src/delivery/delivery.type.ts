import { DeliveryStatus } from '#prisma/generated/client';
import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  description: 'Where a notice stands.',
  valuesConfig: {
    PENDING: { description: 'Waits for its next attempt, or for the notice before it.' },
    SENDING: { description: 'An attempt is in hand.' },
    DELIVERED: { description: 'The receiver took it.' },
    FAILED: { description: 'The receiver cannot or will not take it; it is not tried again.' },
    CANCELLED: { description: 'There was nothing left to tell; `outcome` says why.' },
  },
});

@ObjectType('DeliveryAttempt', { description: 'One try to hand a notice over.' })
export class DeliveryAttemptType {
  @Field(() => Int, { description: 'Counts up from 1 in each delivery.' })
  number!: number;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  at!: Date;

  @Field(() => Int, { description: 'How long it took, in milliseconds; for a lost worker, how long it was waited for.' })
  durationMs!: number;

  @Field(() => String, {
    description:
      'delivered, or why not. By HTTP or the network: http_3xx, http_4xx, http_408, http_425, http_429, http_5xx, timeout, connection_refused, connection_reset, unreachable, dns_failed, tls_failed, protocol_error, target_refused, invalid_request, aborted, unknown_failure. By the word of the service: service_busy, service_refused, credentials_refused, address_refused, message_refused, encryption_refused. By us: misconfigured, worker_lost.',
  })
  outcome!: string;

  @Field(() => Int, { nullable: true, description: 'Status that the receiver answered; null when it did not.' })
  httpStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'Start of what the receiver or the network said to a failed attempt, at most 500 characters.' })
  detail!: string | null;
}

@ObjectType('DeliveryCause', { description: 'Which rule chose a delivery.' })
export class DeliveryCauseType {
  @Field(() => String, { description: 'Coded: every_channel, policy, escalation_step, mention, test and so on.' })
  reason!: string;

  @Field(() => String, { nullable: true })
  policyName?: string | undefined;

  @Field(() => String, { nullable: true })
  chainName?: string | undefined;

  @Field(() => ID, { nullable: true, description: 'The escalation run.' })
  runId?: string | undefined;

  @Field(() => Int, { nullable: true, description: 'Step of the chain, from 1.' })
  step?: number | undefined;

  @Field(() => Int, { nullable: true, description: 'Round of the chain, from 1.' })
  round?: number | undefined;

  @Field(() => String, { nullable: true, description: 'The rule of the person, or the condition that was met, in words.' })
  ruleText?: string | undefined;

  @Field(() => [String], { nullable: true, description: 'Names of those in whose place the person was told, since they were away.' })
  insteadOf?: string[] | undefined;

  @Field(() => ID, { nullable: true, description: 'The delivery that it repeats, where somebody had it sent again; `ruleText` says why.' })
  resentFrom?: string | undefined;
}

@ObjectType('DeliveryText', { description: 'What was sent, without what would let its reader act.' })
export class DeliveryTextType {
  @Field(() => String)
  subject!: string;

  @Field(() => String)
  text!: string;
}

@Directive('@key(fields: "id")')
@ObjectType('Delivery', { description: 'A notice to one destination.' })
export class DeliveryType {
  @Field(() => ID, { description: 'Also the `webhook-id` of every attempt.' })
  id!: string;

  @Field(() => String, {
    description:
      'What it tells: opened, updated, reminder, acknowledged, unacknowledged, resolved, mentioned, sla_breached, digest, swap_offered, swap_taken, swap_withdrawn, test or verification.',
  })
  event!: string;

  @Field(() => DeliveryStatus, { description: 'Where it stands.' })
  status!: DeliveryStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'How it ended: the outcome of its last attempt, or grouped where it was told by the delivery in `groupedInto`, or attempts_exhausted, channel_disabled, opened_not_delivered, or what happened first: resolved_first, acknowledged_first, unacknowledged_first, merged_first, snoozed, silenced, escalation_stopped; null before.',
  })
  outcome!: string | null;

  @Field(() => String, { description: 'default or important.' })
  importance!: string;

  @Field(() => String, { description: 'Language that it is written in: en-US or zh-Hant.' })
  language!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the service calls the message, for its support; null before it was sent, and where it has no name.',
  })
  providerId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it is not tried although it was due: breaker while its channel rests after failures, rate while it waits for its turn, group while it waits to be told together with others.',
  })
  waitsFor!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it reached its end; null before.' })
  finishedAt!: Date | null;
}

export const DeliveryConnection = connectionOf(DeliveryType, 'Delivery');
