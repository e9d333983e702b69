import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType('N8nWorkflow', { description: 'A workflow of an n8n.' })
export class N8nWorkflowType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Boolean, { description: 'Whether it listens. One that does not cannot be started.' })
  active!: boolean;

  @Field(() => String, { nullable: true, description: 'Path of the webhook by which it is started; null for one that has none.' })
  path!: string | null;
}

@ObjectType('N8nConnection', { description: 'An n8n whose workflows playbooks start.' })
export class N8nConnectionType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Its root address.' })
  url!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}
export const N8nConnectionConnection = connectionOf(N8nConnectionType, 'N8nConnection');

@InputType('N8nConnectionInput', { description: 'An n8n.' })
export class N8nConnectionInputType {
  @Field(() => ID, { nullable: true, description: 'Of the one that is changed; a new one is made where it is left out.' })
  id?: string | null;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Its root address.' })
  url!: string;

  @Field(() => String, { nullable: true, description: 'Key of its public API; the stored one stays where it is left out.' })
  apiKey?: string | null;
}
