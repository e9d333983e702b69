import { connectionOf } from '#kit/connection';
import { DateTimeScalar, LabelsScalar } from '#kit/schema';
import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AlertType } from '../alert/alert.type.ts';
import { DecisionType } from '../decision.type.ts';
import { MatcherInput } from '../matcher.type.ts';
import { RecurrenceInput } from '../schedule/schedule.type.ts';
import { type SilenceState as State, silenceStates } from './silenceState.ts';

export const SilenceState = Object.fromEntries(silenceStates.map((state) => [state, state])) as { [Name in State]: Name };
registerEnumType(SilenceState, {
  name: 'SilenceState',
  description: 'Where a silence stands.',
  valuesConfig: {
    PENDING: { description: 'It has not begun, or is between two windows of its recurrence.' },
    ACTIVE: { description: 'It mutes.' },
    EXPIRED: { description: 'It is over.' },
    WAITING_APPROVAL: { description: "It is broader than the tenant's limits, and mutes nothing until another person has approved it." },
    REJECTED: { description: 'Another person refused it; it has never muted anything.' },
  },
});

@Directive('@key(fields: "id")')
@ObjectType('Silence', { description: 'Alerts whose labels meet all matchers are not told of while it is active. They are kept, and visible.' })
export class SilenceType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Why.' })
  comment!: string;

  @Field(() => LabelsScalar, { description: 'What clients note with it, e.g. a ticket.' })
  annotations!: unknown;

  @Field(() => DateTimeScalar)
  startsAt!: Date;

  @Field(() => DateTimeScalar)
  endsAt!: Date;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When another person approved or rejected it.' })
  decidedAt!: Date | null;
}

export const SilenceConnection = connectionOf(SilenceType, 'Silence');

@InputType('SilenceInput', { description: 'What is muted, when, and why.' })
export class SilenceInput {
  @Field(() => [MatcherInput], { description: 'All must hold; at least one must not hold for a missing label.' })
  matchers!: MatcherInput[];

  @Field(() => String, { description: 'Why: 1 to 2,000 characters.' })
  comment!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Now, when left out or past.' })
  startsAt?: Date | null;

  @Field(() => DateTimeScalar)
  endsAt!: Date;

  @Field(() => RecurrenceInput, {
    nullable: true,
    description: 'Windows between the start and the end; without it, it mutes all the time between them.',
  })
  recurrence?: RecurrenceInput | null;

  @Field(() => String, { nullable: true, description: 'Name of whoever asks, where that is not the caller.' })
  createdBy?: string | null;

  @Field(() => LabelsScalar, { nullable: true })
  annotations?: Record<string, string> | null;
}

@ObjectType('SilencePreviewName', { description: 'Alerts of one name that a silence would mute.' })
export class SilencePreviewName {
  @Field(() => String)
  name!: string;

  @Field(() => Int, { description: 'That fire now.' })
  firing!: number;

  @Field(() => Int, { description: 'That fire, or were received in the last seven days.' })
  lastWeek!: number;
}

@ObjectType('SilencePreview', { description: 'What a silence would mute now, and would have muted in the last seven days.' })
export class SilencePreview {
  @Field(() => Int, { description: 'Alerts that fire now.' })
  firing!: number;

  @Field(() => Int, { description: 'Alerts that fire, or were received in the last seven days.' })
  lastWeek!: number;

  @Field(() => Int, { description: 'Of how many alerts.' })
  lastWeekOf!: number;

  @Field(() => Float, { description: 'lastWeek / lastWeekOf; 0 where there were none.' })
  share!: number;

  @Field(() => Boolean, { description: 'Whether there were so many that `lastWeek` is counted up from the latest 10,000.' })
  isSampled!: boolean;

  @Field(() => [SilencePreviewName], { description: 'By name, those that fire first; at most 20.' })
  byName!: SilencePreviewName[];

  @Field(() => [AlertType], { description: 'Some of them, those that fire first; at most 5.' })
  examples!: unknown[];

  @Field(() => Boolean, { description: "Whether it would wait for another person's approval." })
  needsApproval!: boolean;

  @Field(() => DecisionType, { description: 'Why: within_limits | share_too_large | too_many_alerts.' })
  approval!: DecisionType;
}
