import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { EscalationImportance, EscalationStepKind, Severity } from '../enums.ts';

const hoursText = 'The step is done only within these hours; a person is judged by their own wall clock.';

@ObjectType('EscalationHours', { description: 'Hours of a week by the wall clock of whoever is told.' })
export class EscalationHoursType {
  @Field(() => [Int], { description: '0 is Sunday; none is every day. A night belongs to the day on which it begins.' })
  days!: number[];

  @Field(() => String, { description: 'e.g. 08:30' })
  from!: string;

  @Field(() => String, { description: 'The first moment after; before `from` it is on the next day.' })
  to!: string;

  @Field(() => String, { description: 'The zone of channels, and of people who did not say theirs.' })
  timeZone!: string;
}

@ObjectType('EscalationAlerts', { description: 'So many alerts within so many minutes.' })
export class EscalationAlertsType {
  @Field(() => Int)
  count!: number;

  @Field(() => Int)
  minutes!: number;
}

@ObjectType('EscalationStep', { description: 'One step of a chain. Which of its fields count, its kind says.' })
export class EscalationStepType {
  @Field(() => ID, { nullable: true, description: 'Null where no chain says it.' })
  id!: string | null;

  @Field(() => EscalationStepKind)
  kind!: EscalationStepKind;

  @Field(() => Int, { nullable: true, description: 'Of WAIT.' })
  seconds!: number | null;

  @Field(() => [ID], { description: 'Of PERSONS and ROUND_ROBIN.' })
  personIds!: string[];

  @Field(() => ID, { nullable: true, description: 'Of TEAM and ROUND_ROBIN.' })
  teamId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Of ON_CALL.' })
  scheduleId!: string | null;

  @Field(() => Boolean, { description: 'Of ON_CALL: with nobody on call, the chain waits for the next who is.' })
  waitsForSomebody!: boolean;

  @Field(() => ID, { nullable: true, description: 'Of CHANNEL.' })
  channelId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Of PLAYBOOK.' })
  playbookId!: string | null;

  @Field(() => Int, { nullable: true, description: 'Of REPEAT.' })
  times!: number | null;

  @Field(() => EscalationImportance, { nullable: true, description: 'Null as the policy says.' })
  importance!: EscalationImportance | null;

  @Field(() => [Severity], { description: 'The step is done only for these; none for every one.' })
  onlySeverities!: Severity[];

  @Field(() => EscalationAlertsType, { nullable: true, description: 'The step is done only when so many alerts began lately.' })
  onlyAlerts!: EscalationAlertsType | null;

  @Field(() => EscalationHoursType, { nullable: true, description: hoursText })
  onlyHours!: EscalationHoursType | null;
}

@ObjectType('EscalationChain', { description: 'Who is told of an incident, in which order, while nobody answers.' })
export class EscalationChainType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int, { description: 'Counts up each time that it is saved.' })
  version!: number;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}
export const EscalationChainConnection = connectionOf(EscalationChainType, 'EscalationChain');

@ObjectType('EscalationChainVersion', { description: 'A chain as it was saved once.' })
export class EscalationChainVersionType {
  @Field(() => Int, { description: 'Counts up from 1.' })
  version!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String, { nullable: true, description: 'What its author said of it.' })
  note!: string | null;

  @Field(() => String)
  name!: string;
}
export const EscalationChainVersionConnection = connectionOf(EscalationChainVersionType, 'EscalationChainVersion');

@InputType('EscalationHoursInput', { description: hoursText })
export class EscalationHoursInput {
  @Field(() => [Int], { nullable: true, description: '0 is Sunday; none is every day.' })
  days?: number[] | null;

  @Field(() => String)
  from!: string;

  @Field(() => String)
  to!: string;

  @Field(() => String, { nullable: true, description: 'UTC by default.' })
  timeZone?: string | null;
}

@InputType('EscalationAlertsInput')
export class EscalationAlertsInput {
  @Field(() => Int)
  count!: number;

  @Field(() => Int, { description: 'Up to a day.' })
  minutes!: number;
}

@InputType('EscalationStepInput', { description: 'One step; what its kind does not need is left out.' })
export class EscalationStepInput {
  @Field(() => ID, { nullable: true, description: 'Null for a step that is new. A round-robin step keeps whose turn it is by it.' })
  id?: string | null;

  @Field(() => EscalationStepKind)
  kind!: EscalationStepKind;

  @Field(() => Int, { nullable: true, description: 'From a second to a week.' })
  seconds?: number | null;

  @Field(() => [ID], { nullable: true })
  personIds?: string[] | null;

  @Field(() => ID, { nullable: true })
  teamId?: string | null;

  @Field(() => ID, { nullable: true })
  scheduleId?: string | null;

  @Field(() => Boolean, { nullable: true })
  waitsForSomebody?: boolean | null;

  @Field(() => ID, { nullable: true })
  channelId?: string | null;

  @Field(() => ID, { nullable: true })
  playbookId?: string | null;

  @Field(() => Int, { nullable: true, description: '1 to 9.' })
  times?: number | null;

  @Field(() => EscalationImportance, { nullable: true })
  importance?: EscalationImportance | null;

  @Field(() => [Severity], { nullable: true })
  onlySeverities?: Severity[] | null;

  @Field(() => EscalationAlertsInput, { nullable: true })
  onlyAlerts?: EscalationAlertsInput | null;

  @Field(() => EscalationHoursInput, { nullable: true })
  onlyHours?: EscalationHoursInput | null;
}

@InputType('EscalationChainInput', { description: 'A chain as people write it.' })
export class EscalationChainInput {
  @Field(() => String, { description: 'Unlike those of all others; at most 100 characters.' })
  name!: string;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => [EscalationStepInput], { description: 'At least one, at most 50.' })
  steps!: EscalationStepInput[];

  @Field(() => [EscalationStepInput], { nullable: true, description: 'For incidents that the policy calls important; none for the same.' })
  importantSteps?: EscalationStepInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether those who were told hear that somebody has it; true by default.' })
  tellsAcknowledged?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'How long after the last step it begins again while nobody answers; null for never.' })
  remindMinutes?: number | null;
}
