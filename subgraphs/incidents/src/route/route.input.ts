import { Field, ID, InputType, Int } from 'type-graphql';
import { Priority, Severity } from '../enums.ts';

/** Nothing here has a default of the schema's: graphql-jit, which reads the variables of each request, does not fill them in. */
const matcherTexts = 'Conditions as Alertmanager writes them, one or several in each text, e.g. `team=~"db|web"`.';

@InputType('RouteSeverityRuleInput')
export class SeverityRuleInput {
  @Field(() => [String], { nullable: true, description: matcherTexts })
  matchers?: string[] | null;

  @Field(() => Severity)
  severity!: Severity;
}

@InputType('RoutePriorityRuleInput')
export class PriorityRuleInput {
  @Field(() => [Severity], { nullable: true, description: 'None for every severity.' })
  severities?: Severity[] | null;

  @Field(() => [String], { nullable: true, description: matcherTexts })
  matchers?: string[] | null;

  @Field(() => Priority)
  priority!: Priority;
}

@InputType('RouteSlaTargetInput')
export class SlaTargetInput {
  @Field(() => Severity)
  severity!: Severity;

  @Field(() => Int, { nullable: true, description: 'Up to a year.' })
  acknowledgeMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'Up to a year.' })
  resolveMinutes?: number | null;
}

@InputType('RouteInput', {
  description:
    'A node of a tree, as people write it. Trees are lists of at most 1,000 nodes, each before its children, the root first. Null leaves a setting to the parent.',
})
export class RouteInput {
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

  @Field(() => Boolean, { nullable: true })
  continues?: boolean | null;

  @Field(() => [String], { nullable: true })
  groupBy?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Up to a day.' })
  groupWaitMs?: number | null;

  @Field(() => Int, { nullable: true, description: 'From a second to 24 days.' })
  groupIntervalMs?: number | null;

  @Field(() => Int, { nullable: true, description: 'From a second to 24 days.' })
  repeatIntervalMs?: number | null;

  @Field(() => [String], { nullable: true })
  muteTimeIntervals?: string[] | null;

  @Field(() => [String], { nullable: true })
  activeTimeIntervals?: string[] | null;

  @Field(() => ID, { nullable: true })
  ownerTeamId?: string | null;

  @Field(() => [SeverityRuleInput], { nullable: true })
  severityRules?: SeverityRuleInput[] | null;

  @Field(() => [PriorityRuleInput], { nullable: true })
  priorityRules?: PriorityRuleInput[] | null;

  @Field(() => [SlaTargetInput], { nullable: true })
  sla?: SlaTargetInput[] | null;
}
