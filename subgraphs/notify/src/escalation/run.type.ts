import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EscalationImportance, EscalationState } from '../enums.ts';

@ObjectType('EscalationDecision', { description: 'What a step did, or why it did nothing.' })
export class EscalationDecisionType {
  @Field(() => Int, { description: 'Counts up from 1 in each run.' })
  number!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => Int, { description: 'Counts up from 1 each time that the chain begins again.' })
  round!: number;

  @Field(() => Int, { nullable: true, description: 'Place of the step, from 0; null for what is about the run as a whole.' })
  step!: number | null;

  @Field(() => String, {
    description: 'Kind of the step; contact for a notice by a person’s rules; started | stopped | resumed | rejudged | end for the run.',
  })
  kind!: string;

  @Field(() => String, {
    description:
      'Machine word: as `reason` of Foretold; of the run: first_notification | new_alerts_in_group | quiet_ended | unacknowledged | woken | unmerged | asked | run_failed | found_without_next_step | severity_set | priority_set | owner_set, and acknowledged | resolved | merged | snoozed | quiet | stopped_by_hand | restarted | superseded.',
  })
  reason!: string;

  @Field(() => JsonScalar, { description: 'The facts that it was decided on.' })
  facts!: unknown;
}

@ObjectType('Page', { description: 'A person being told by their own rules.' })
export class PageType {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The step that tells them, from 0; null for what no chain says.' })
  step!: number | null;

  @Field(() => Int)
  round!: number;

  @Field(() => String, { description: 'opened | mentioned | sla_breached' })
  event!: string;

  @Field(() => EscalationState)
  state!: EscalationState;

  @Field(() => String, { description: 'tells | waits | resumed | all_rules_followed | no_way_to_reach, or what stopped it.' })
  reason!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they are told next.' })
  nextAt!: Date | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  endedAt!: Date | null;
}

@ObjectType('EscalationRun', { description: 'One chain running for one incident, from a snapshot of it: what is changed later changes no run.' })
export class EscalationRunType {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { nullable: true, description: 'Null for what no chain says: every channel, or nobody.' })
  chainId!: string | null;

  @Field(() => Int, { description: "Which of the incident's runs of this chain it is, from 1." })
  start!: number;

  @Field(() => String, {
    description:
      'first_notification | new_alerts_in_group | quiet_ended | unacknowledged | woken | unmerged | asked | run_failed | found_without_next_step | severity_set | priority_set | owner_set',
  })
  cause!: string;

  @Field(() => [String], { description: 'The node of the policy that says so, by names from the root down.' })
  policyPath!: string[];

  @Field(() => Int)
  policyVersion!: number;

  @Field(() => EscalationImportance)
  importance!: string;

  @Field(() => EscalationState)
  state!: EscalationState;

  @Field(() => String, { description: 'What it waits for, or how it ended.' })
  reason!: string;

  @Field(() => Int, { description: 'Place of the next step, from 0.' })
  cursor!: number;

  @Field(() => Int)
  round!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the next step is done, by the clock of the database; null after its end.' })
  nextAt!: Date | null;

  @Field(() => DateTimeScalar)
  startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  endedAt!: Date | null;
}
export const EscalationRunConnection = connectionOf(EscalationRunType, 'EscalationRun');
