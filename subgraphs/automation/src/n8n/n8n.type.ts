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

@ObjectType('N8nNode', { description: 'A node of a workflow as it ran, the last time where it ran several times.' })
export class N8nNodeType {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its type, such as httpRequest; null where n8n does not say.' })
  type!: string | null;

  @Field(() => String, { description: 'As n8n says: success, error, running, waiting, canceled.' })
  status!: string;

  @Field(() => DateTimeScalar)
  startedAt!: Date;

  @Field(() => Int, { description: 'How long it took, in ms.' })
  tookMs!: number;

  @Field(() => Int, { description: 'How often it ran.' })
  runs!: number;

  @Field(() => String, { nullable: true, description: 'What went wrong; null for nothing.' })
  error!: string | null;
}

@ObjectType('N8nExecution', { description: 'The execution of a workflow that a step started, as far as n8n shows it.' })
export class N8nExecutionType {
  @Field(() => ID, { description: 'Its id in n8n.' })
  id!: string;

  @Field(() => String, { description: 'Where people see it.' })
  url!: string;

  @Field(() => String, { description: 'As n8n says: new, running, waiting, success, error, crashed, canceled, unknown.' })
  status!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null before.' })
  stoppedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it failed; null where it did not.' })
  error!: string | null;

  @Field(() => [N8nNodeType], { description: 'What it did, in the order of the beginnings, at most 200.' })
  nodes!: N8nNodeType[];
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
