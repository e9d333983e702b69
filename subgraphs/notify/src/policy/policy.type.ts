import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DecisionType } from '../decision.type.ts';
import { EscalationImportance, PolicyTells, Priority, Severity } from '../enums.ts';
import { EscalationStepType } from '../escalation/chain.type.ts';

const matcherTexts = 'Conditions on labels as Alertmanager writes them, e.g. `team=~"db|web"`; all must hold.';

@ObjectType('PolicyNode', { description: 'A node of the policy. Its own settings are null where the parent’s hold.' })
export class PolicyNodeType {
  @Field(() => ID, { nullable: true, description: 'Null for a node that was never saved.' })
  id!: string | null;

  @Field(() => String, { description: 'Unique in its tree: the id, or the place of a node that has none.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'Null for the root.' })
  parentKey!: string | null;

  @Field(() => Int, { description: '0 for the root.' })
  depth!: number;

  @Field(() => [String], { description: 'Names from the root down to it.' })
  path!: string[];

  @Field(() => String)
  name!: string;

  @Field(() => [String], { description: matcherTexts })
  matchers!: string[];

  @Field(() => [Severity], { description: 'None for every one.' })
  severities!: Severity[];

  @Field(() => [Priority], { description: 'None for every one.' })
  priorities!: Priority[];

  @Field(() => [ID], { description: 'Teams that own the incident; none for every one.' })
  ownerTeamIds!: string[];

  @Field(() => Boolean, { description: 'An incident that matched here is also shown to the siblings that follow.' })
  continues!: boolean;

  @Field(() => PolicyTells, { nullable: true })
  tells!: PolicyTells | null;

  @Field(() => ID, { nullable: true, description: 'Of CHAIN.' })
  chainId!: string | null;

  @Field(() => EscalationImportance, { nullable: true })
  importance!: EscalationImportance | null;

  @Field(() => PolicyTells, { description: 'What holds here.' })
  effectiveTells!: PolicyTells;

  @Field(() => ID, { nullable: true })
  effectiveChainId!: string | null;

  @Field(() => EscalationImportance)
  effectiveImportance!: EscalationImportance;
}

@ObjectType('Policy', { description: 'Who is told of which incident. Before anybody saved one, at version 0, every channel that is on is told.' })
export class PolicyType {
  @Field(() => Int, { description: 'Counts up each time that it is saved.' })
  version!: number;

  @Field(() => [PolicyNodeType], { description: 'All its nodes, at most 1,000, each before its children.' })
  nodes!: PolicyNodeType[];
}

@ObjectType('PolicyVersion', { description: 'The policy as it was saved once.' })
export class PolicyVersionType {
  @Field(() => Int, { description: 'Counts up from 1.' })
  version!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String, { nullable: true, description: 'What its author said of it.' })
  note!: string | null;
}
export const PolicyVersionConnection = connectionOf(PolicyVersionType, 'PolicyVersion');

@ObjectType('PolicyProblem', { description: 'Something in a draft that makes no sense.' })
export class PolicyProblemType {
  @Field(() => [Int], { description: 'Where the node stands: the index among the children at each level; empty for the root.' })
  at!: number[];

  @Field(() => [String], { description: 'Names from the root down to the node.' })
  path!: string[];

  @Field(() => String, { description: 'Which of its fields, e.g. `matchers.0`.' })
  field!: string;

  @Field(() => String, {
    description: 'bad_value | bad_regular_expression | name_taken | id_twice | root_takes_everything | chain_missing | too_many_nodes | too_deep',
  })
  code!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType('PolicyVerdict', { description: 'Why a node did or did not match an incident.' })
export class PolicyVerdictType {
  @Field(() => String, { description: "The node's key." })
  key!: string;

  @Field(() => [String])
  path!: string[];

  @Field(() => Boolean, { description: 'Whether the incident went through it.' })
  matched!: boolean;

  @Field(() => DecisionType, {
    description: 'took_incident | passed_down | condition_did_not_hold (with the actual value) | sibling_took_incident | parent_did_not_match.',
  })
  decision!: DecisionType;
}

@ObjectType('Foretold', { description: 'Something that a chain would do, or would not do, and why.' })
export class ForetoldType {
  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => Int, { description: 'Counts up from 1 each time that the chain begins again.' })
  round!: number;

  @Field(() => Int, { nullable: true, description: 'Place of the step, from 0; null for the end of the chain.' })
  step!: number | null;

  @Field(() => String, { description: 'Kind of the step.' })
  kind!: string;

  @Field(() => String, {
    description:
      'told, or by which of a person’s rules: rule | after_quiet_hours | digest | no_rules | no_usable_contact; or why nobody is: no_way_to_reach | outside_hours | unknown_person | channel_off | nobody_on_call | schedule_gone | nobody_named | nobody_left | other_severity | too_few_alerts; or what the step does: waits | nobody_was_told | begins_again | repeated_enough | waits_for_somebody_on_call | asked_for_playbook | asked_to_resolve | chain_exhausted | reminds.',
  })
  reason!: string;

  @Field(() => ID, { nullable: true })
  personId!: string | null;

  @Field(() => String, { nullable: true })
  personName!: string | null;

  @Field(() => ID, { nullable: true })
  channelId!: string | null;

  @Field(() => String, { nullable: true })
  channelName!: string | null;

  @Field(() => String, { nullable: true, description: 'The contact by which a person is told.' })
  contact!: string | null;

  @Field(() => String, { nullable: true, description: 'Kind of that contact.' })
  contactKind!: string | null;

  @Field(() => JsonScalar, { description: 'The facts that it was decided on; `insteadOf` names those in whose place a person is told.' })
  facts!: unknown;
}

@ObjectType('ForetoldWay', { description: 'One way in which the policy tells of an incident.' })
export class ForetoldWayType {
  @Field(() => [String], { description: 'The node of the policy that says so.' })
  path!: string[];

  @Field(() => PolicyTells)
  tells!: PolicyTells;

  @Field(() => ID, { nullable: true })
  chainId!: string | null;

  @Field(() => String, { description: 'Name of the chain.' })
  chainName!: string;

  @Field(() => EscalationImportance)
  importance!: EscalationImportance;

  @Field(() => [EscalationStepType])
  steps!: EscalationStepType[];

  @Field(() => [ForetoldType], { description: 'In the order in which it would happen if nobody answered; at most 300, within a week.' })
  foretold!: ForetoldType[];
}

@ObjectType('WhoWouldBeTold', {
  description: 'What the policy makes of an incident: the code that runs decide by decides here too, and nothing is sent.',
})
export class WhoWouldBeToldType {
  @Field(() => [PolicyVerdictType], { description: 'Of every node, each before its children.' })
  verdicts!: PolicyVerdictType[];

  @Field(() => [ForetoldWayType])
  ways!: ForetoldWayType[];
}

@InputType('PolicyNodeInput', {
  description:
    'A node of a policy, as people write it. Trees are lists of at most 1,000 nodes, each before its children, the root first. Null leaves a setting to the parent.',
})
export class PolicyNodeInput {
  @Field(() => String, { description: 'What its children name it by; unlike all others in the list.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'Key of the node above; null for the root.' })
  parentKey?: string | null;

  @Field(() => ID, { nullable: true, description: 'Null for a node that is new.' })
  id?: string | null;

  @Field(() => String, { description: 'Unlike those of its siblings; at most 100 characters.' })
  name!: string;

  @Field(() => [String], { nullable: true, description: matcherTexts })
  matchers?: string[] | null;

  @Field(() => [Severity], { nullable: true })
  severities?: Severity[] | null;

  @Field(() => [Priority], { nullable: true })
  priorities?: Priority[] | null;

  @Field(() => [ID], { nullable: true })
  ownerTeamIds?: string[] | null;

  @Field(() => Boolean, { nullable: true })
  continues?: boolean | null;

  @Field(() => PolicyTells, { nullable: true })
  tells?: PolicyTells | null;

  @Field(() => ID, { nullable: true })
  chainId?: string | null;

  @Field(() => EscalationImportance, { nullable: true })
  importance?: EscalationImportance | null;
}
