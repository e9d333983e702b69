import { IncidentTaskState } from '#prisma/generated/client';
import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(IncidentTaskState, {
  name: 'IncidentTaskState',
  description: 'Whether a task is still to be done.',
  valuesConfig: {
    OPEN: { description: 'To be done.' },
    DONE: { description: 'Done.' },
    DROPPED: { description: 'Not to be done any more.' },
  },
});

@ObjectType('IncidentTask', { description: 'Something to be done in an incident. `owner` is who does it.' })
export class IncidentTaskType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  title!: string;

  @Field(() => IncidentTaskState)
  state!: IncidentTaskState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it should be done; null for any time.' })
  dueAt!: Date | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When its state last changed.' })
  stateAt!: Date;
}

@InputType('IncidentTaskChange', { description: 'What changes of a task: what is not named stays, null takes away.' })
export class IncidentTaskChange {
  @Field(() => String, { nullable: true, description: '1 to 500 characters.' })
  title?: string | null;

  @Field(() => ID, { nullable: true, description: 'The person who does it.' })
  ownerId?: string | null;

  @Field(() => IncidentTaskState, { nullable: true })
  state?: IncidentTaskState | null;

  @Field(() => DateTimeScalar, { nullable: true })
  dueAt?: Date | null;
}

export const IncidentTaskConnection = connectionOf(IncidentTaskType, 'IncidentTask');
