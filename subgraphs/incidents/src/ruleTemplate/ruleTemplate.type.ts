import { JsonScalar } from '#kit/schema';
import { Field, ObjectType } from 'type-graphql';

@ObjectType('RuleTemplate', { description: 'A kind of alert that most installations want, with what differs between them as parameters.' })
export class RuleTemplateType {
  @Field(() => String, { description: 'Names it in `ManagedRuleInput.template`.' })
  key!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  description!: string;

  @Field(() => String, { description: 'Name of the alert, unless another is chosen.' })
  alert!: string;

  @Field(() => String, { description: 'Group of the rule, unless another is chosen.' })
  group!: string;

  @Field(() => JsonScalar, { description: 'Its parameters as JSON Schema; each has a default.' })
  parameters!: object;
}
