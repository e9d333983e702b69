import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { RunStatus } from '#prisma/generated/client';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(RunStatus, {
  name: 'RunStatus',
  description: 'Where a run, or a step of one, stands.',
  valuesConfig: {
    QUEUED: { description: 'Waits for its turn.' },
    RUNNING: { description: 'Is being done.' },
    SUCCEEDED: { description: 'Did what it should.' },
    FAILED: { description: 'Did not do what it should; `outcome` says why.' },
    TIMED_OUT: { description: 'Got no answer in time; whether the deed was done is not known.' },
    ABANDONED: { description: 'Lost its worker in a step that must not be done twice; a person should look.' },
  },
});

@Directive('@shareable')
@ObjectType('Decision', { description: 'A named reason: a machine word from a closed list, and the facts it was decided on.' })
export class DecisionType {
  @Field(() => String, { description: 'The machine word.' })
  reason!: string;

  @Field(() => JsonScalar, { description: 'What it was decided on.' })
  facts!: unknown;
}

@ObjectType('RunStep', { description: 'One step of a run.' })
export class RunStepType {
  @Field(() => Int, { description: 'Counts up from 1 in each run.' })
  position!: number;

  @Field(() => String, { description: 'Name of the step in its playbook.' })
  name!: string;

  @Field(() => String, { description: 'Kind of action: http.' })
  kind!: string;

  @Field(() => RunStatus, { description: 'Where it stands.' })
  status!: RunStatus;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began, the last time if a lost worker made it begin again; null before.' })
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null before.' })
  finishedAt!: Date | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What it was given, secrets masked; for http: method, url, headers, body (at most 64 KiB). Null before its end.',
  })
  input!: unknown;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'What it gave back; for http: status, body (at most 64 KiB) and bodyCut, or error and detail. Null before its end and when it was abandoned.',
  })
  output!: unknown;

  @Field(() => String, {
    nullable: true,
    description:
      'succeeded, or why not: unexpected_status, template_failed, worker_lost, timeout, connection_refused, connection_reset, unreachable, dns_failed, tls_failed, protocol_error, target_refused, invalid_request, aborted, unknown_failure. Null before its end.',
  })
  outcome!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType('Run', { description: 'One execution of a playbook for an incident.' })
export class RunType {
  @Field(() => ID, { description: 'Also the first part of the `Idempotency-Key` of its steps.' })
  id!: string;

  @Field(() => String, { description: 'Name of the playbook when the run was queued.' })
  playbookName!: string;

  @Field(() => String, { description: 'Name of the trigger that started it.' })
  triggerName!: string;

  @Field(() => RunStatus, { description: 'Where it stands.' })
  status!: RunStatus;

  @Field(() => DateTimeScalar, { description: 'When it was queued.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a worker first took it; null before.' })
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null before.' })
  finishedAt!: Date | null;
}

export const RunConnection = connectionOf(RunType, 'Run');
