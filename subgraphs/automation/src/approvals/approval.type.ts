import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { ApprovalKind, ApprovalState } from '#prisma/generated/client';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PersonStub } from '../stubs.ts';

registerEnumType(ApprovalKind, {
  name: 'ApprovalKind',
  description: 'Why people are asked.',
  valuesConfig: {
    POLICY: { description: 'A policy of the playbook wants it before the first step.' },
    STEP: { description: 'A step of the playbook asks.' },
    INPUT: { description: 'A step asks for values.' },
  },
});
registerEnumType(ApprovalState, {
  name: 'ApprovalState',
  description: 'Where an approval stands.',
  valuesConfig: {
    WAITING: { description: 'Not enough people have answered.' },
    APPROVED: { description: 'The run went on.' },
    REJECTED: { description: 'Somebody was against it.' },
    EXPIRED: { description: 'Nobody answered in time.' },
    CLOSED: { description: 'The run ended for another reason.' },
  },
});

@ObjectType('ApprovalAnswer', { description: "A person's answer." })
export class ApprovalAnswerType {
  @Field(() => PersonStub)
  person!: PersonStub;

  @Field(() => Boolean)
  approves!: boolean;

  @Field(() => String)
  note!: string;

  @Field(() => JsonScalar, { nullable: true, description: 'The values that were given; null where none were asked for.' })
  values!: unknown;

  @Field(() => String, { description: 'GRAFANA, API_KEY, OIDC, or the kind of channel.' })
  via!: string;

  @Field(() => DateTimeScalar)
  at!: Date;
}

@ObjectType('Approval', { description: 'What a run asks people for: that they agree, or values.' })
export class ApprovalType {
  @Field(() => ID)
  id!: string;

  @Field(() => ApprovalKind)
  kind!: ApprovalKind;

  @Field(() => ApprovalState)
  state!: ApprovalState;

  @Field(() => String, { description: 'Name of the playbook.' })
  playbookName!: string;

  @Field(() => String, { description: 'Name of the trigger, the chain or the person that asked for the run.' })
  causeLabel!: string;

  @Field(() => String, { description: 'What is asked.' })
  message!: string;

  @Field(() => Int, { description: 'How many must agree.' })
  needed!: number;

  @Field(() => [String], { description: 'Names of the teams of which they are; anybody who may answer when empty.' })
  teams!: string[];

  @Field(() => JsonScalar, { nullable: true, description: 'JSON Schema of the values that are asked for; null where none are.' })
  schema!: unknown;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'What the steps ahead would do, when it was asked: a list of id, name, kind and `would`, or `problem`. Null until that is found out.',
  })
  would!: unknown;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'Until when it can be answered.' })
  expiresAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When nobody was asked any more; null while it waits.' })
  endedAt!: Date | null;
}
export const ApprovalConnection = connectionOf(ApprovalType, 'Approval');

@ObjectType('AnsweredApproval', { description: 'An approval as it stands after an answer.' })
export class AnsweredApprovalType {
  @Field(() => ApprovalType)
  approval!: ApprovalType;

  @Field(() => String, {
    description: 'taken, or why it was not: over, expired, own_request, not_in_team, answered_before.',
  })
  outcome!: string;
}

@InputType('ApprovalFilter', { description: 'Which approvals: those that meet every condition given.' })
export class ApprovalFilter {
  @Field(() => [ApprovalState], { nullable: true })
  states?: ApprovalState[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this run.' })
  runId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this incident.' })
  incidentId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Those that wait, and that the caller may answer and has not.' })
  mine?: boolean | null;
}
