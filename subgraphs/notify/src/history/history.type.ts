import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DecisionType } from '../decision.type.ts';

@ObjectType('DeliveryPoint', { description: 'How deliveries went that were decided within a span.' })
export class DeliveryPointType {
  @Field(() => DateTimeScalar, { description: 'Where the span begins.' })
  at!: Date;

  @Field(() => Int)
  total!: number;

  @Field(() => Int)
  delivered!: number;

  @Field(() => Int)
  failed!: number;

  @Field(() => Int, { description: 'There was nothing left to tell.' })
  cancelled!: number;

  @Field(() => Int, { nullable: true, description: 'Milliseconds from the decision to the word of the receiver, for half of what was delivered.' })
  medianMs!: number | null;

  @Field(() => Int, { nullable: true, description: 'The same for 95 of 100.' })
  p95Ms!: number | null;
}

@ObjectType('ChannelDeliveries', { description: 'How the deliveries of one channel went, as a whole and over time.' })
export class ChannelDeliveriesType {
  @Field(() => ID)
  channelId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  kind!: string;

  @Field(() => Int, { description: 'With those that are still under way.' })
  total!: number;

  @Field(() => Int)
  delivered!: number;

  @Field(() => Int)
  failed!: number;

  @Field(() => Int, { description: 'There was nothing left to tell.' })
  cancelled!: number;

  @Field(() => Int, { nullable: true, description: 'Milliseconds from the decision to the word of the receiver, for half of what was delivered.' })
  medianMs!: number | null;

  @Field(() => Int, { nullable: true, description: 'The same for 95 of 100.' })
  p95Ms!: number | null;

  @Field(() => [DeliveryPointType], { description: 'Spans in which something was decided, in their order.' })
  points!: DeliveryPointType[];
}

@ObjectType('PagingEvent', { description: 'One thing that happened on the way to a person, or past them.' })
export class PagingEventType {
  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String, { description: 'run | decision | page | delivery' })
  kind!: string;

  @Field(() => String, {
    description: 'Machine word: the cause of a run, the reason of a decision or a page, the outcome or the status of a delivery.',
  })
  reason!: string;

  @Field(() => JsonScalar)
  facts!: unknown;
}

@ObjectType('PagingExplanation', { description: 'Why a person was told of an incident, or was not.' })
export class PagingExplanationType {
  @Field(() => DecisionType, {
    description:
      'told | under_way | not_reached | no_way_to_reach | rules_wait | skipped | ended_before | not_yet | others_told | nobody_told | policy_tells_nobody | quiet | snoozed | not_announced | no_escalation | unknown_incident',
  })
  verdict!: DecisionType;

  @Field(() => [PagingEventType], { description: 'What it was read from, in its order.' })
  story!: PagingEventType[];
}
