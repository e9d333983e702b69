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
      'delivered, or why not: http_3xx, http_4xx, http_408, http_425, http_429, http_5xx, timeout, connection_refused, connection_reset, unreachable, dns_failed, tls_failed, protocol_error, target_refused, invalid_request, aborted, unknown_failure, worker_lost.',
  })
  outcome!: string;

  @Field(() => Int, { nullable: true, description: 'Status that the receiver answered; null when it did not.' })
  httpStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'Start of what the receiver or the network said to a failed attempt, at most 500 characters.' })
  detail!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType('Delivery', { description: 'A notice about an incident to one channel.' })
export class DeliveryType {
  @Field(() => ID, { description: 'Also the `webhook-id` of every attempt.' })
  id!: string;

  @Field(() => String, { description: 'What of the incident it tells: opened or resolved.' })
  event!: string;

  @Field(() => DeliveryStatus, { description: 'Where it stands.' })
  status!: DeliveryStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'How it ended: the outcome of its last attempt, or attempts_exhausted, channel_disabled, resolved_first, merged_first, opened_not_delivered; null before.',
  })
  outcome!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it reached its end; null before.' })
  finishedAt!: Date | null;
}

export const DeliveryConnection = connectionOf(DeliveryType, 'Delivery');
