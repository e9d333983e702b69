import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar, LabelsScalar } from '#kit/schema';
import { RunnerJobStatus, ScriptLanguage } from '#prisma/generated/client';
import { ScriptLimitsInput } from '../script/script.type.ts';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum RunnerState {
  ONLINE = 'ONLINE',
  OFFLINE = 'OFFLINE',
  NEVER_SEEN = 'NEVER_SEEN',
  DISABLED = 'DISABLED',
}
registerEnumType(RunnerState, {
  name: 'RunnerState',
  description: 'How a runner stands.',
  valuesConfig: {
    ONLINE: { description: 'Was heard of within the last minute.' },
    OFFLINE: { description: 'Was not.' },
    NEVER_SEEN: { description: 'Was never started with its token.' },
    DISABLED: { description: 'Is switched off: it is given nothing.' },
  },
});
registerEnumType(RunnerJobStatus, {
  name: 'RunnerJobStatus',
  description: 'Where a job stands.',
  valuesConfig: {
    QUEUED: { description: 'Waits for a runner.' },
    RUNNING: { description: 'A runner has it.' },
    SUCCEEDED: { description: 'Ended with 0.' },
    FAILED: { description: 'Ended otherwise, or could not be begun; `outcome` says why.' },
    TIMED_OUT: { description: 'Took longer than it may, and was killed.' },
    CANCELLED: { description: 'Was called off, and killed.' },
    LOST: { description: 'Its runner was killed or never came back; what it has done is not known.' },
  },
});

@ObjectType('RunnerFacts', { description: 'What a runner says of itself.' })
export class RunnerFactsType {
  @Field(() => String)
  version!: string;

  @Field(() => String, { nullable: true, description: 'Name of its machine; null for those of the platform.' })
  host!: string | null;

  @Field(() => String)
  os!: string;

  @Field(() => [ScriptLanguage], { description: 'What it has a program for.' })
  languages!: ScriptLanguage[];

  @Field(() => String, { description: 'user: each job runs as an operating-system user of its own; none: with the rights of the runner.' })
  isolation!: string;

  @Field(() => [String], {
    description: 'Which limits of scripts it holds on its machine, of network, memoryMiB, cpuSeconds, openFiles, processes and fileMiB.',
  })
  holds!: string[];

  @Field(() => Int, { description: 'Jobs that it does at once.' })
  slots!: number;
}

@ObjectType('PlatformRunner', { description: 'A runner of the platform itself, which does what asks for no label.' })
export class PlatformRunnerType {
  @Field(() => DateTimeScalar)
  lastSeenAt!: Date;

  @Field(() => RunnerState)
  state!: RunnerState;

  @Field(() => RunnerFactsType)
  facts!: RunnerFactsType;
}

@ObjectType('Runner', { description: 'A process on a machine of yours that does what its labels fit.' })
export class RunnerType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => LabelsScalar, { description: 'It is given what asks for none but these.' })
  labels!: unknown;

  @Field(() => Boolean)
  enabled!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last asked for something to do; null before the first time.' })
  lastSeenAt!: Date | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;
}
export const RunnerConnection = connectionOf(RunnerType, 'Runner');

@ObjectType('RunnerWithToken', { description: 'A runner with its token, which is told this once.' })
export class RunnerWithTokenType {
  @Field(() => RunnerType)
  runner!: RunnerType;

  @Field(() => String)
  token!: string;

  @Field(() => String, { nullable: true, description: 'Address of the platform for RUNNER_URL; null where nobody said how it is reached.' })
  url!: string | null;
}

@InputType('RunnerChange', { description: 'What is to change; null leaves it.' })
export class RunnerChange {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => LabelsScalar, { nullable: true })
  labels?: Record<string, string> | null;

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null;
}

@ObjectType('Artefact', { description: 'A file that a script left behind.' })
export class ArtefactType {
  @Field(() => String)
  name!: string;

  @Field(() => Int)
  bytes!: number;

  @Field(() => String, { description: 'In hex.' })
  sha256!: string;
}

@ObjectType('OutputPiece', { description: 'A piece of what was printed, secrets masked.' })
export class OutputPieceType {
  @Field(() => String)
  text!: string;

  @Field(() => Int, { description: 'Its first byte.' })
  start!: number;

  @Field(() => Int, { description: 'Where the next piece begins: `after` of the next question.' })
  end!: number;

  @Field(() => Boolean, { description: 'Nothing comes after it any more.' })
  isComplete!: boolean;
}

@ObjectType('RunnerJob', { description: 'Something that a runner was given to do: a step of a run, or a test of a script.' })
export class RunnerJobType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'script or ssh' })
  kind!: string;

  @Field(() => String, { description: 'The script, or the machine.' })
  title!: string;

  @Field(() => RunnerJobStatus)
  status!: RunnerJobStatus;

  @Field(() => LabelsScalar, { description: 'What its runner must have; without any it is for the platform’s own.' })
  labels!: unknown;

  @Field(() => ID, { nullable: true })
  scriptId!: string | null;

  @Field(() => Int, { nullable: true, description: 'Null for a draft.' })
  scriptVersion!: number | null;

  @Field(() => ID, { nullable: true, description: 'The run whose step it is; null for a test.' })
  runId!: string | null;

  @Field(() => String, { nullable: true, description: 'Path of that step.' })
  path!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the runner that has or had it; platform for the platform’s own.' })
  runnerName!: string | null;

  @Field(() => Int)
  timeoutSeconds!: number;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a runner took it.' })
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When somebody asked for its end.' })
  cancelAskedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'succeeded, or why not: exit_code, timeout, cancelled, killed, cpu_exceeded, file_too_large, bad_result, disk_full, not_started, language_missing, secret_missing, no_runner, runner_lost, runner_stopped, runner_failed, host_key_unknown, authentication_failed, unreachable, connection_lost. Null before its end.',
  })
  outcome!: string | null;

  @Field(() => Int, { nullable: true })
  exitCode!: number | null;

  @Field(() => Int, { description: 'Bytes of output that are kept.' })
  outputBytes!: number;
}
export const RunnerJobConnection = connectionOf(RunnerJobType, 'RunnerJob');

@InputType('RunnerJobFilter', { description: 'Which jobs; everything that is given has to hold.' })
export class RunnerJobFilter {
  @Field(() => [ID], { nullable: true, description: 'At most 200.' })
  ids?: string[] | null;

  @Field(() => ID, { nullable: true })
  scriptId?: string | null;

  @Field(() => ID, { nullable: true })
  runId?: string | null;

  @Field(() => String, { nullable: true, description: 'Path of the step.' })
  path?: string | null;

  @Field(() => ID, { nullable: true })
  runnerId?: string | null;

  @Field(() => [RunnerJobStatus], { nullable: true })
  statuses?: RunnerJobStatus[] | null;
}

@InputType('ScriptTestInput', { description: 'A script to be tried, as it is saved or as a draft.' })
export class ScriptTestInput {
  @Field(() => ID, { nullable: true, description: 'The script; null for a draft that is not saved.' })
  scriptId?: string | null;

  @Field(() => ScriptLanguage, { nullable: true, description: 'Of the draft; null takes what is saved.' })
  language?: ScriptLanguage | null;

  @Field(() => String, { nullable: true, description: 'The draft; null takes what is saved.' })
  code?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'The JSON Schema of the draft; null takes what is saved.' })
  schema?: Record<string, never> | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Values, which have to fit the schema.' })
  parameters?: Record<string, never> | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Environment variable -> name of a secret. Needs secrets:manage.' })
  secrets?: Record<string, string> | null;

  @Field(() => LabelsScalar, { nullable: true, description: 'What its runner must have; without any it is the platform’s own.' })
  labels?: Record<string, string> | null;

  @Field(() => ScriptLimitsInput, { nullable: true, description: 'Of the draft; null takes what is saved.' })
  limits?: ScriptLimitsInput | null;

  @Field(() => Int, { nullable: true, description: '1 to 3,600; null takes what is saved, or 60.' })
  timeoutSeconds?: number | null;
}
