import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar, LabelsScalar } from '#kit/schema';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('ChangeLink', { description: 'Where to read more of a change.' })
export class ChangeLinkType {
  @Field(() => String)
  href!: string;

  @Field(() => String, { description: 'What the link is called; the address itself where its source gave it no name.' })
  text!: string;
}

@ObjectType('ChangeEvent', { description: 'A change that somebody made to a system: a deployment, a setting, a migration.' })
export class ChangeEventType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made, by the clock of its source.' })
  at!: Date;

  @Field(() => String)
  summary!: string;

  @Field(() => String, { nullable: true, description: 'What was changed, or what made the change, as its source calls it.' })
  source!: string | null;

  @Field(() => LabelsScalar, { description: 'What connects it to incidents: service, host, instance, …' })
  labels!: unknown;

  @Field(() => [ChangeLinkType])
  links!: unknown;

  @Field(() => JsonScalar, { description: 'What else its source said.' })
  details!: unknown;
}

export const ChangeEventConnection = connectionOf(ChangeEventType, 'ChangeEvent');
