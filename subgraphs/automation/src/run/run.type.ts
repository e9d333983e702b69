import { N8nExecutionType } from '../n8n/n8n.type.ts';
import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { RunStatus, StepStatus } from '#prisma/generated/client';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(RunStatus, {
  name: 'RunStatus',
  description: 'Where a run stands.',
  valuesConfig: {
    QUEUED: { description: 'Waits for its turn; `outcome` says why.' },
    WAITING_FOR_APPROVAL: { description: 'Waits for people to agree.' },
    RUNNING: { description: 'A step is being done.' },
    WAITING: { description: 'Waits for a time, for values, or for somebody outside.' },
    VERIFYING: { description: 'Looks whether a check holds.' },
    ROLLING_BACK: { description: 'Undoes what was done, the latest first.' },
    SUCCEEDED: { description: 'Did what it should.' },
    FAILED: { description: 'Did not do what it should; `outcome` says why.' },
    CANCELLED: { description: 'Was stopped by a person; nothing was undone.' },
    TIMED_OUT: { description: 'A step got no answer in time, or the whole took too long.' },
    ABANDONED: { description: 'Lost its worker in a step that must not be done twice; a person should look.' },
  },
});

registerEnumType(StepStatus, {
  name: 'RunStepStatus',
  description: 'Where a step of a run stands.',
  valuesConfig: {
    QUEUED: { description: 'Is to be done; with `nextAt` ahead it is tried again then.' },
    RUNNING: { description: 'Is being done.' },
    WAITING: { description: 'Waits for a time, for people, or for somebody outside.' },
    SUCCEEDED: { description: 'Did what it should.' },
    FAILED: { description: 'Did not; `outcome` says why.' },
    SKIPPED: { description: 'Its condition did not hold.' },
    CANCELLED: { description: 'Was cut off: the run was cancelled, failed elsewhere, or ran out of time.' },
    TIMED_OUT: { description: 'Got no answer in time; whether it was done is not known.' },
    ABANDONED: { description: 'Lost its worker and must not be done twice; whether it was done is not known.' },
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

@ObjectType('RunCause', { description: 'Who or what asked for a run, and why.' })
export class RunCauseType {
  @Field(() => String, { description: 'trigger | person | escalation | agent | playbook | webhook | schedule' })
  kind!: string;

  @Field(() => String, { description: 'Name of the trigger, the chain, the person.' })
  label!: string;

  @Field(() => String, { description: 'A coded word, such as `matched` or `by_hand`.' })
  reason!: string;

  @Field(() => JsonScalar, { description: 'What it was decided on.' })
  facts!: unknown;
}

@ObjectType('PolicyDecision', { description: 'What one policy of a playbook said of a run that was asked for.' })
export class PolicyDecisionType {
  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  at!: Date;

  @Field(() => String, { description: 'loop | concurrency | rate | cooldown | blackout | mostTargets | approval' })
  policy!: string;

  @Field(() => String, { description: 'passed | held | refused' })
  verdict!: string;

  @Field(() => String, { description: 'A coded word.' })
  reason!: string;

  @Field(() => JsonScalar, { description: 'What it was decided on.' })
  facts!: unknown;
}

@ObjectType('RunFeedback', { description: 'What a person said of a run.' })
export class RunFeedbackType {
  @Field(() => Boolean, { description: 'Whether it helped.' })
  helped!: boolean;

  @Field(() => String, { nullable: true })
  text!: string | null;

  @Field(() => DateTimeScalar)
  at!: Date;
}

@ObjectType('RunStep', { description: 'One step of a run.' })
export class RunStepType {
  @Field(() => String, { description: 'Its name in the run: `clean`, `each[2].clean` in a for-each, `clean~undo.restore` for what undoes it.' })
  path!: string;

  @Field(() => String, { description: 'Its id in the playbook.' })
  id!: string;

  @Field(() => Int, { description: 'Order of the beginnings in the run, from 1.' })
  position!: number;

  @Field(() => String, { description: 'Name of the step in its playbook.' })
  name!: string;

  @Field(() => String, { description: 'Kind of step, such as http or wait.' })
  kind!: string;

  @Field(() => StepStatus, { description: 'Where it stands.' })
  status!: StepStatus;

  @Field(() => Int, { description: 'How often it was begun.' })
  attempt!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began, the last time if it was done again; null before.' })
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null before.' })
  finishedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is taken, or stops waiting; null where nobody knows.' })
  nextAt!: Date | null;

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
      'succeeded, or why not: unexpected_status, template_failed, expression_failed, worker_lost, timeout, expired, rejected, not_held, step_failed, sub_run_failed, run_cancelled, run_failed, run_timed_out, connection_refused, and what else its kind knows. Null before its end.',
  })
  outcome!: string | null;

  @Field(() => String, { nullable: true, description: 'The outcome in words, where there is more to say.' })
  error!: string | null;

  @Field(() => N8nExecutionType, {
    nullable: true,
    description: 'What the workflow of an n8n step did, node by node; null for other kinds, and where n8n shows nothing.',
  })
  execution!: N8nExecutionType | null;
}

@Directive('@key(fields: "id")')
@ObjectType('Run', { description: 'One execution of a playbook.' })
export class RunType {
  @Field(() => ID, { description: 'Also the first part of the `Idempotency-Key` of its steps.' })
  id!: string;

  @Field(() => String, { description: 'Name of the playbook when the run was asked for.' })
  playbookName!: string;

  @Field(() => Int, { description: 'Version of the playbook that it executes.' })
  playbookVersion!: number;

  @Field(() => JsonScalar, { description: 'The values that it was started with.' })
  inputs!: unknown;

  @Field(() => RunStatus, { description: 'Where it stands.' })
  status!: RunStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'succeeded, succeeded_past_failures, cancelled, roll_back_failed, or the outcome of the step that failed. Of one that is queued, why it waits.',
  })
  outcome!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began; null before.' })
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is cut off; null while its time has not begun.' })
  deadlineAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null before.' })
  finishedAt!: Date | null;
}

export const RunConnection = connectionOf(RunType, 'Run');

@InputType('RunFilter', { description: 'Which runs; all that is given must hold.' })
export class RunFilter {
  @Field(() => [ID], { nullable: true, description: 'At most 200.' })
  ids?: string[] | null;

  @Field(() => [RunStatus], { nullable: true })
  status?: RunStatus[] | null;

  @Field(() => ID, { nullable: true })
  playbookId?: string | null;

  @Field(() => ID, { nullable: true })
  incidentId?: string | null;

  @Field(() => ID, { nullable: true })
  triggerId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Asked for at this time or later.' })
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Asked for before.' })
  until?: Date | null;
}
