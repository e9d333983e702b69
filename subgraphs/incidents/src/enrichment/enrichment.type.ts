import { connectionOf } from '#kit/connection';
import { DateTimeScalar, LabelsScalar } from '#kit/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DecisionType } from '../decision.type.ts';
import { AlertStatus, Priority, Severity } from '../enums.ts';
import { ActionKind, ExtractFrom, SetTarget } from './enrichment.input.ts';

@ObjectType('EnrichmentCell', { description: 'A column of a look-up table and the label that it goes with.' })
export class CellType {
  @Field(() => String)
  column!: string;

  @Field(() => String)
  label!: string;
}

@ObjectType('EnrichmentAction', { description: 'What a rule does. Which fields there are follows from its kind; the others are null.' })
export class ActionType {
  @Field(() => ActionKind)
  kind!: ActionKind;

  @Field(() => ExtractFrom, { nullable: true })
  from?: ExtractFrom | null;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  pattern?: string | null;

  @Field(() => String, { nullable: true })
  expression?: string | null;

  @Field(() => ID, { nullable: true })
  tableId?: string | null;

  @Field(() => [CellType], { nullable: true })
  keys?: CellType[] | null;

  @Field(() => [CellType], { nullable: true })
  values?: CellType[] | null;

  @Field(() => SetTarget, { nullable: true })
  target?: SetTarget | null;

  @Field(() => String, { nullable: true })
  value?: string | null;

  @Field(() => [String], { nullable: true })
  names?: string[] | null;

  @Field(() => String, { nullable: true })
  oldName?: string | null;

  @Field(() => String, { nullable: true })
  newName?: string | null;

  @Field(() => Boolean, { nullable: true })
  keepsExisting?: boolean | null;
}

@ObjectType('EnrichmentRule', { description: 'What is done to alerts before anything is decided on them.' })
export class RuleType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Boolean)
  enabled!: boolean;

  @Field(() => ID, { nullable: true, description: 'The integration whose alerts it is for; null for all.' })
  integrationId!: string | null;

  @Field(() => [String], { description: 'Conditions as Alertmanager writes them; all must hold.' })
  matchers!: string[];

  @Field(() => String, { nullable: true, description: 'CEL that is true for alerts that it is for.' })
  condition!: string | null;

  @Field(() => ActionType)
  action!: ActionType;
}

@ObjectType('EnrichmentRules', { description: 'The rules that are live. Before the first are saved there are none, at version 0.' })
export class RulesType {
  @Field(() => Int, { description: 'Counts up each time that the rules are saved.' })
  version!: number;

  @Field(() => [RuleType], { description: 'In their order, at most 200; each sees what those before it made of the alert.' })
  rules!: RuleType[];
}

@ObjectType('EnrichmentVersion', { description: 'The rules as they were saved once.' })
export class VersionType {
  @Field(() => Int, { description: 'Counts up from 1.' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When they were saved.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'What their author said of them.' })
  note!: string | null;

  @Field(() => Int)
  ruleCount!: number;
}
export const VersionConnection = connectionOf(VersionType, 'EnrichmentVersion');

@ObjectType('EnrichmentProblem', { description: 'What is wrong with a rule of a draft.' })
export class ProblemType {
  @Field(() => Int, { description: 'Place of the rule in the list; -1 for the list itself.' })
  at!: number;

  @Field(() => String, { description: 'Name of the rule.' })
  rule!: string;

  @Field(() => String, { description: 'Path of the field, e.g. `action.pattern`.' })
  field!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType('EnrichedWords', { description: 'What rules change of an alert, as it stands at one moment.' })
export class WordsType {
  @Field(() => LabelsScalar)
  labels!: unknown;

  @Field(() => Severity)
  severity!: Severity;

  @Field(() => ID, { nullable: true, description: 'Null leaves it to the route and the integration.' })
  ownerTeamId!: string | null;

  @Field(() => Priority, { nullable: true, description: 'Null leaves it to the route.' })
  priority!: Priority | null;
}

@ObjectType('EnrichmentStep', { description: 'What one rule made of an alert, or why nothing.' })
export class StepType {
  @Field(() => ID)
  ruleId!: string;

  @Field(() => String, { description: 'Name of the rule.' })
  rule!: string;

  @Field(() => DecisionType, {
    description:
      'applied | changed_nothing | pattern_not_found | not_in_table | switched_off | other_integration | matcher_did_not_hold | condition_did_not_hold | failed | dropped_by_rule | alert_was_dropped.',
  })
  decision!: DecisionType;

  @Field(() => WordsType)
  before!: WordsType;

  @Field(() => WordsType)
  after!: WordsType;
}

@ObjectType('EnrichmentTest', { description: 'What rules make of an alert.' })
export class TestType {
  @Field(() => WordsType, { description: 'The alert as its source says it.' })
  before!: WordsType;

  @Field(() => [StepType], { description: 'One for each rule, in their order.' })
  steps!: StepType[];

  @Field(() => WordsType)
  after!: WordsType;

  @Field(() => String, { nullable: true, description: 'Name of the rule that drops it.' })
  droppedBy!: string | null;

  @Field(() => String, { description: 'What it would be known by, unless its source has a name for it.' })
  fingerprint!: string;
}

@ObjectType('DroppedAlert', { description: 'An alert that a rule dropped, counted by the hour.' })
export class DroppedAlertType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar, { description: 'The beginning of the hour.' })
  at!: Date;

  @Field(() => DateTimeScalar, { description: 'When it came last.' })
  lastAt!: Date;

  @Field(() => ID)
  ruleId!: string;

  @Field(() => String, { description: 'Name of the rule then.' })
  ruleName!: string;

  @Field(() => ID)
  integrationId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => AlertStatus, { description: 'What its source said of it last.' })
  status!: AlertStatus;

  @Field(() => Severity)
  severity!: Severity;

  @Field(() => LabelsScalar, { description: 'As the rules before that one left them.' })
  labels!: unknown;

  @Field(() => Int, { description: 'How often it came in that hour.' })
  times!: number;
}
export const DroppedAlertConnection = connectionOf(DroppedAlertType, 'DroppedAlert');
