import { connectionOf } from '#kit/connection';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PlanReasonEnum } from '../../personal/personal.type.ts';
import { PersonStub } from '../../stubs.ts';
import { OnCallType, ScheduleType, TimeSpanType } from '../schedule.type.ts';

@ObjectType('ReachWay', { description: 'A kind of channel by which somebody would be told.' })
class ReachWayType {
  @Field(() => String, { description: 'As in channelKinds.' })
  kind!: string;

  @Field(() => Int, { description: 'So many minutes after the page began, unless somebody acknowledged by then.' })
  minutes!: number;
}

@ObjectType('PersonReach', { description: 'How somebody who is on call can be reached. No addresses are told.' })
export class PersonReachType {
  @Field(() => PersonStub, { nullable: true, description: 'Null for one who is not known any more.' })
  person!: PersonStub | null;

  @Field(() => PersonStub, { nullable: true, description: 'Who is told in their place, since they are away; what follows is about them then.' })
  standIn!: PersonStub | null;

  @Field(() => [String], { description: 'Kinds of channels by which they have a contact that is verified and can be used.' })
  kinds!: string[];

  @Field(() => [ReachWayType], {
    description: 'How a critical page that began now would tell them, the first first; none when there is no way to them.',
  })
  ways!: ReachWayType[];

  @Field(() => PlanReasonEnum, { nullable: true, description: 'Why so, of the first way; null without any.' })
  reason!: keyof typeof PlanReasonEnum | null;
}

@ObjectType('OnCallLevel', { description: 'Where an escalation chain pages who is on call in a schedule, by its ordinary steps.' })
export class OnCallLevelType {
  @Field(() => ID)
  chainId!: string;

  @Field(() => String)
  chainName!: string;

  @Field(() => Int, { description: 'Counted from 1; a wait after somebody was told begins another.' })
  level!: number;

  @Field(() => Int, { description: 'So many seconds after the chain began.' })
  seconds!: number;
}

@ObjectType('OnCallNow', { description: 'A schedule with who is on call in it now.' })
export class OnCallNowType {
  @Field(() => ID, { description: "The schedule's." })
  id!: string;

  @Field(() => ScheduleType)
  schedule!: ScheduleType;

  @Field(() => OnCallType)
  onCall!: OnCallType;

  @Field(() => [PersonReachType], { description: 'How those who are on call can be reached, in their order.' })
  reach!: PersonReachType[];

  @Field(() => TimeSpanType, {
    nullable: true,
    description: 'The first time within 14 days in which nobody is on call although somebody must be; it may be now.',
  })
  nextGap!: TimeSpanType | null;

  @Field(() => [OnCallLevelType], { description: 'The chains that page this schedule, by name; none for a caller without policies:read.' })
  levels!: OnCallLevelType[];
}
export const OnCallNowConnection = connectionOf(OnCallNowType, 'OnCallNow');
