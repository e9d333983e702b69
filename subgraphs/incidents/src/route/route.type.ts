import { LabelsScalar } from '#kit/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DecisionType } from '../decision.type.ts';
import { Priority, Severity } from '../enums.ts';

const matcherTexts = 'Conditions on labels as Alertmanager writes them, e.g. `team=~"db|web"`; all must hold.';

@ObjectType('RouteSeverityRule', { description: 'How bad an alert makes its incident, whatever it says itself.' })
export class SeverityRuleType {
  @Field(() => [String], { description: matcherTexts })
  matchers!: string[];

  @Field(() => Severity)
  severity!: Severity;
}

@ObjectType('RoutePriorityRule', { description: 'Which incidents come first.' })
export class PriorityRuleType {
  @Field(() => [Severity], { description: 'Empty for every severity.' })
  severities!: Severity[];

  @Field(() => [String], { description: `${matcherTexts} None fits every incident.` })
  matchers!: string[];

  @Field(() => Priority)
  priority!: Priority;
}

@ObjectType('RouteSlaTarget', { description: 'Within how many minutes from its opening an incident is to be acknowledged and resolved.' })
export class SlaTargetType {
  @Field(() => Severity)
  severity!: Severity;

  @Field(() => Int, { nullable: true, description: 'Null for no promise.' })
  acknowledgeMinutes!: number | null;

  @Field(() => Int, { nullable: true, description: 'Null for no promise.' })
  resolveMinutes!: number | null;
}

@ObjectType('RouteSettings', { description: 'What holds at a node once what it does not say has been taken from its parents.' })
export class RouteSettingsType {
  @Field(() => [String], { description: 'Labels whose values make up a group; `...` stands for every label, none makes one group.' })
  groupBy!: string[];

  @Field(() => Int, { description: 'How long a new incident gathers alerts before it is announced.' })
  groupWaitMs!: number;

  @Field(() => Int, { description: 'The least time between two announcements of one incident.' })
  groupIntervalMs!: number;

  @Field(() => Int, { description: 'How long after an announcement an unchanged incident is announced again.' })
  repeatIntervalMs!: number;

  @Field(() => ID, { nullable: true, description: "Null leaves incidents to the team of their alerts' integration." })
  ownerTeamId!: string | null;

  @Field(() => [SeverityRuleType], { description: 'The first that holds decides; none leaves it to the alert.' })
  severityRules!: SeverityRuleType[];

  @Field(() => [PriorityRuleType], { description: 'The first that fits decides; without one CRITICAL is P1, and so on down to INFO, P5.' })
  priorityRules!: PriorityRuleType[];

  @Field(() => [SlaTargetType], { description: 'At most one for each severity.' })
  sla!: SlaTargetType[];
}

@ObjectType('Route', { description: "A node of the tree of routes. Its own settings are null where the parent's hold; `effective` has what holds." })
export class RouteType {
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

  @Field(() => [String], { description: `${matcherTexts} None takes every alert that comes here.` })
  matchers!: string[];

  @Field(() => Boolean, { description: 'An alert that matched here is also shown to the siblings that follow.' })
  continues!: boolean;

  @Field(() => [String], { nullable: true, description: 'Labels to group by.' })
  groupBy!: string[] | null;

  @Field(() => Int, { nullable: true })
  groupWaitMs!: number | null;

  @Field(() => Int, { nullable: true })
  groupIntervalMs!: number | null;

  @Field(() => Int, { nullable: true })
  repeatIntervalMs!: number | null;

  @Field(() => [String], { description: 'Time intervals in which its incidents are quiet. Children do not take them over.' })
  muteTimeIntervals!: string[];

  @Field(() => [String], { description: 'Time intervals outside which its incidents are quiet. Children do not take them over.' })
  activeTimeIntervals!: string[];

  @Field(() => ID, { nullable: true, description: 'The team that owns its incidents.' })
  ownerTeamId!: string | null;

  @Field(() => [SeverityRuleType], { nullable: true })
  severityRules!: SeverityRuleType[] | null;

  @Field(() => [PriorityRuleType], { nullable: true })
  priorityRules!: PriorityRuleType[] | null;

  @Field(() => [SlaTargetType], { nullable: true })
  sla!: SlaTargetType[] | null;

  @Field(() => RouteSettingsType, { description: 'What holds here.' })
  effective!: RouteSettingsType;
}

@ObjectType('RouteProblem', { description: 'Something in a draft that makes no sense.' })
export class RouteProblemType {
  @Field(() => [Int], { description: 'Where the node stands: the index among the children at each level; empty for the root.' })
  at!: number[];

  @Field(() => [String], { description: 'Names from the root down to the node.' })
  path!: string[];

  @Field(() => String, { description: 'Which of its fields, e.g. `matchers.0`.' })
  field!: string;

  @Field(() => String, {
    description:
      'bad_value | bad_regular_expression | name_taken | root_takes_everything | every_label_and_others | label_twice | severity_twice | id_twice | too_many_nodes | too_deep',
  })
  code!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType('RouteVerdict', { description: 'Why a node did or did not match an alert.' })
export class RouteVerdictType {
  @Field(() => String, { description: "The node's key." })
  key!: string;

  @Field(() => [String])
  path!: string[];

  @Field(() => Boolean, { description: 'Whether the alert went through it.' })
  matched!: boolean;

  @Field(() => DecisionType, {
    description: 'took_alert | passed_down | matcher_did_not_hold (with the actual value) | sibling_took_alert | parent_did_not_match.',
  })
  decision!: DecisionType;
}

@ObjectType('RouteTest', { description: 'What a tree makes of an alert: the same code decides when alerts come in.' })
export class RouteTestType {
  @Field(() => LabelsScalar, { description: 'The labels that were judged.' })
  labels!: unknown;

  @Field(() => [RouteVerdictType], { description: 'Of every node, each before its children.' })
  verdicts!: RouteVerdictType[];

  @Field(() => String, { description: 'Key of the node whose incident the alert joins: the last leaf that it comes to.' })
  leafKey!: string;

  @Field(() => [String], { description: 'Keys of leaves that it came to before that one, because they continue.' })
  alsoKeys!: string[];

  @Field(() => String, { description: 'Alerts with the same key make one incident.' })
  groupKey!: string;

  @Field(() => LabelsScalar, { description: 'The labels that make up the group.' })
  groupLabels!: unknown;

  @Field(() => ID, { nullable: true })
  ownerTeamId!: string | null;

  @Field(() => DecisionType, { description: 'team_of_route | team_of_integration | nobody.' })
  owner!: DecisionType;

  @Field(() => Severity, { description: 'Of the incident that it would open.' })
  severity!: Severity;

  @Field(() => DecisionType, { description: 'as_the_alert_says | rule_of_route.' })
  severityDecision!: DecisionType;

  @Field(() => Priority)
  priority!: Priority;

  @Field(() => DecisionType, { description: 'by_severity | rule_of_route.' })
  priorityDecision!: DecisionType;

  @Field(() => SlaTargetType)
  sla!: SlaTargetType;

  @Field(() => RouteSettingsType, { description: 'What holds at that node.' })
  settings!: RouteSettingsType;
}
