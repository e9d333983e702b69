import { JsonScalar } from '#kit/schema';
import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType('Decision', { description: 'A named reason: a machine word from a closed list and the facts it was decided on.' })
export class DecisionType {
  @Field(() => String, { description: 'Machine word from a closed list, in snake_case.' })
  reason!: string;

  @Field(() => JsonScalar, { description: 'The facts that the decision was taken on.' })
  facts!: unknown;
}
