import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar, LabelsScalar } from '#kit/schema';
import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';

@ObjectType('ManagedRule', { description: 'An alert rule that is kept on this platform, served as a file and pushed to Grafana.' })
export class ManagedRuleType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'What its alerts carry as `alertname`.' })
  name!: string;

  @Field(() => String)
  group!: string;

  @Field(() => String, { description: 'Its PromQL.' })
  query!: string;

  @Field(() => Float, { name: 'forSeconds' })
  forS!: number;

  @Field(() => Float, { name: 'keepFiringForSeconds' })
  keepFiringForS!: number;

  @Field(() => LabelsScalar)
  labels!: unknown;

  @Field(() => LabelsScalar)
  annotations!: unknown;

  @Field(() => Boolean, { description: 'Whether it is served and pushed.' })
  enabled!: boolean;

  @Field(() => String, { nullable: true, description: 'Key of the template that it was made from; null when it was written by hand.' })
  template!: string | null;

  @Field(() => JsonScalar, { nullable: true, description: "What the template's parameters were filled with." })
  parameters!: unknown;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}

@InputType('ManagedRuleInput', {
  description:
    'A rule as a whole: with `template` and `parameters`, where what else is given differs from what the template makes; or without, where `name`, `group` and `query` are needed.',
})
export class ManagedRuleInput {
  @Field(() => String, { nullable: true })
  template?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'By the names of RuleTemplate.parameters; what is left out has its default.' })
  parameters?: unknown;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  group?: string | null;

  @Field(() => String, { nullable: true, description: 'PromQL; only without a template.' })
  query?: string | null;

  @Field(() => String, { nullable: true, description: 'As Prometheus writes it, e.g. 5m or 1h30m.' })
  for?: string | null;

  @Field(() => String, { nullable: true })
  keepFiringFor?: string | null;

  @Field(() => LabelsScalar, { nullable: true })
  labels?: Record<string, string> | null;

  @Field(() => LabelsScalar, { nullable: true })
  annotations?: Record<string, string> | null;

  @Field(() => Boolean, { nullable: true, description: 'True by default.' })
  enabled?: boolean | null;
}

@ObjectType('ManagedRulePreview', { description: 'A rule as it would be served.' })
export class ManagedRulePreviewType {
  @Field(() => String, { description: 'A rule file of Prometheus and vmalert with this rule.' })
  yaml!: string;

  @Field(() => String)
  query!: string;
}

export const ManagedRuleConnection = connectionOf(ManagedRuleType, 'ManagedRule');
