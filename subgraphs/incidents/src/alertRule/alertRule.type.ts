import { connectionOf } from '#kit/connection';
import { DateTimeScalar, LabelsScalar } from '#kit/schema';
import { Directive, Field, Float, ID, ObjectType } from 'type-graphql';
import { FacetCountType } from '../filter/facets.type.ts';
import { RuleHealth, RuleState } from './ruleEnums.ts';

@ObjectType('LabelMatcher', { description: "A condition on one label, with Alertmanager's meaning: regular expressions are RE2's and anchored." })
export class LabelMatcherType {
  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'One of = != =~ !~.' })
  op!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType('RuleMetric', { description: 'A metric as a rule selects it.' })
export class RuleMetricType {
  @Field(() => String, { nullable: true, description: 'Its name; null where the rule selects by labels only.' })
  name!: string | null;

  @Field(() => [LabelMatcherType])
  matchers!: LabelMatcherType[];
}

@Directive('@key(fields: "id")')
@ObjectType('AlertRule', { description: 'An alert rule as its source has it. Another query or other static labels make another rule.' })
export class AlertRuleType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'What its alerts carry as `alertname`.' })
  name!: string;

  @Field(() => String, { description: 'Its PromQL.' })
  query!: string;

  @Field(() => String, { description: 'The rule file at its source.' })
  file!: string;

  @Field(() => String, { description: 'Its group in that file.' })
  group!: string;

  @Field(() => LabelsScalar, { description: 'Static labels, with templates as they are written.' })
  labels!: unknown;

  @Field(() => LabelsScalar, { description: 'With templates as they are written.' })
  annotations!: unknown;

  @Field(() => RuleHealth)
  health!: RuleHealth;

  @Field(() => String, { nullable: true, description: 'Why its last evaluation failed; null when it did not.' })
  lastError!: string | null;

  @Field(() => RuleState)
  state!: RuleState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its source last evaluated it.' })
  lastEvaluation!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When its source was last seen to have it.' })
  seenAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when its source no longer has it; null while it has.' })
  goneAt!: Date | null;

  @Field(() => Float, { name: 'forSeconds', description: 'How long its condition must hold before it fires (`for`).' })
  forS!: number;

  @Field(() => Float, { name: 'keepFiringForSeconds', description: 'How long it fires on after its condition has ended (`keep_firing_for`).' })
  keepFiringForS!: number;
}

@ObjectType('AlertRuleFacets', {
  description:
    'How rules that meet a filter divide. Each facet is counted under all conditions but its own, so that it shows what choosing another value would give.',
})
export class AlertRuleFacetsType {
  @Field(() => [FacetCountType])
  states!: FacetCountType[];

  @Field(() => [FacetCountType])
  healths!: FacetCountType[];

  @Field(() => [FacetCountType], { description: 'By the id of the source.' })
  sources!: FacetCountType[];
}

export const AlertRuleConnection = connectionOf(AlertRuleType, 'AlertRule');
