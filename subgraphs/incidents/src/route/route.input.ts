import { Field, ID, InputType, Int } from 'type-graphql';
import { Priority, Severity } from '../enums.ts';

const matcherTexts = 'Conditions as Alertmanager writes them, one or several in each text, e.g. `team=~"db|web"`.';

@InputType('RouteSeverityRuleInput')
export class SeverityRuleInput {
  @Field(() => [String], { defaultValue: [], description: matcherTexts })
  matchers!: string[];

  @Field(() => Severity)
  severity!: Severity;
}

@InputType('RoutePriorityRuleInput')
export class PriorityRuleInput {
  @Field(() => [Severity], { defaultValue: [] })
  severities!: Severity[];

  @Field(() => [String], { defaultValue: [], description: matcherTexts })
  matchers!: string[];

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
  description: 'A node with all below it, as people write it. Null leaves a setting to the parent; a tree has at most 1,000 nodes.',
})
export class RouteInput {
  @Field(() => ID, { nullable: true, description: 'Null for a node that is new.' })
  id?: string | null;

  @Field(() => String, { description: 'Unlike those of its siblings; at most 100 characters.' })
  name!: string;

  @Field(() => [String], { defaultValue: [], description: matcherTexts })
  matchers!: string[];

  @Field(() => Boolean, { defaultValue: false })
  continues!: boolean;

  @Field(() => [String], { nullable: true })
  groupBy?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Up to a day.' })
  groupWaitMs?: number | null;

  @Field(() => Int, { nullable: true, description: 'From a second to 24 days.' })
  groupIntervalMs?: number | null;

  @Field(() => Int, { nullable: true, description: 'From a second to 24 days.' })
  repeatIntervalMs?: number | null;

  @Field(() => [String], { defaultValue: [] })
  muteTimeIntervals!: string[];

  @Field(() => [String], { defaultValue: [] })
  activeTimeIntervals!: string[];

  @Field(() => ID, { nullable: true })
  ownerTeamId?: string | null;

  @Field(() => [SeverityRuleInput], { nullable: true })
  severityRules?: SeverityRuleInput[] | null;

  @Field(() => [PriorityRuleInput], { nullable: true })
  priorityRules?: PriorityRuleInput[] | null;

  @Field(() => [SlaTargetInput], { nullable: true })
  sla?: SlaTargetInput[] | null;

  @Field(() => [RouteInput], { defaultValue: [] })
  children!: RouteInput[];
}
