import { DateTimeScalar, LabelsScalar } from '#kit/schema';
import { ReplayState } from '#prisma/generated/client';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Priority, Severity } from '../../enums.ts';

registerEnumType(ReplayState, {
  name: 'ReplayState',
  description: 'Where a replay stands.',
  valuesConfig: {
    RUNNING: { description: 'It waits for a worker, or is on its way.' },
    DONE: { description: 'Its result is there.' },
    CANCELLED: { description: 'Stopped by a person, or by a newer replay.' },
    FAILED: { description: 'It could not be done.' },
  },
});

@ObjectType('ReplayCount', { description: 'Incidents of the live tree and of the draft.' })
export class ReplayCountType {
  @Field(() => Int, { description: 'As the live tree would have opened them.' })
  before!: number;

  @Field(() => Int, { description: 'As the draft would have opened them.' })
  after!: number;
}

@ObjectType('ReplaySeverityCount', { description: 'Incidents of one severity.' })
export class ReplaySeverityCountType extends ReplayCountType {
  @Field(() => Severity)
  severity!: Severity;
}

@ObjectType('ReplayRouteCount', { description: 'Incidents of one node.' })
export class ReplayRouteCountType extends ReplayCountType {
  @Field(() => [String])
  path!: string[];
}

@ObjectType('ReplayFlow', { description: 'Alerts that one node takes in the live tree and another, or the same, in the draft.' })
export class ReplayFlowType {
  @Field(() => [String])
  from!: string[];

  @Field(() => [String])
  to!: string[];

  @Field(() => Int, { description: 'How often they fired.' })
  firings!: number;
}

@ObjectType('ReplaySide', { description: 'What a tree makes of an alert.' })
export class ReplaySideType {
  @Field(() => [String])
  path!: string[];

  @Field(() => LabelsScalar, { description: 'The labels that it is grouped by.' })
  group!: unknown;

  @Field(() => ID, { nullable: true })
  ownerTeamId!: string | null;

  @Field(() => Severity)
  severity!: Severity;

  @Field(() => Priority)
  priority!: Priority;
}

@ObjectType('ReplayExample', { description: 'One alert for which the draft changes something.' })
export class ReplayExampleType {
  @Field(() => String, { description: 'moved | owner | severity | priority | merged | split.' })
  kind!: string;

  @Field(() => DateTimeScalar, { description: 'When it fired.' })
  at!: string;

  @Field(() => ID)
  alertId!: string;

  @Field(() => String)
  alertName!: string;

  @Field(() => ReplaySideType)
  before!: ReplaySideType;

  @Field(() => ReplaySideType)
  after!: ReplaySideType;
}

@ObjectType('ReplayResult', { description: 'What a draft would have changed.' })
export class ReplayResultType {
  @Field(() => Int, { description: 'How often an alert fired.' })
  firings!: number;

  @Field(() => ReplayCountType)
  incidents!: ReplayCountType;

  @Field(() => Int, { description: 'Firings that another node takes.' })
  moved!: number;

  @Field(() => Int, { description: 'Firings whose incident gets another owner.' })
  ownerChanged!: number;

  @Field(() => Int)
  severityChanged!: number;

  @Field(() => Int)
  priorityChanged!: number;

  @Field(() => Int, { description: "Incidents of the draft that are made of several of the live tree's." })
  merged!: number;

  @Field(() => Int, { description: 'Incidents of the live tree that the draft takes apart.' })
  split!: number;

  @Field(() => [ReplaySeverityCountType])
  bySeverity!: ReplaySeverityCountType[];

  @Field(() => [ReplayRouteCountType], { description: 'At most 50, those with the largest difference first.' })
  byRoute!: ReplayRouteCountType[];

  @Field(() => [ReplayFlowType], { description: 'At most 50, the most first.' })
  flows!: ReplayFlowType[];

  @Field(() => [ReplayExampleType], { description: 'At most 100.' })
  examples!: ReplayExampleType[];
}

@ObjectType('RouteReplay', { description: 'A draft of the tree of routes, tried on the alert events of the past.' })
export class RouteReplayType {
  @Field(() => ID)
  id!: string;

  @Field(() => ReplayState)
  state!: ReplayState;

  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar)
  to!: Date;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | null;

  @Field(() => Int, { description: 'Events that it has gone through.' })
  replayed!: number;

  @Field(() => Int, { description: 'Events of its time.' })
  total!: number;
}
