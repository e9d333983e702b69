import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { BulkOutcome, BulkState } from '#prisma/generated/client';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Priority, Severity } from '../enums.ts';
import { IncidentFilter } from '../incident/incidentFilter.ts';
import { bulkVerbNames } from './bulkVerbs.ts';
import { mostTargets } from './mostTargets.ts';

const BulkVerbEnum = Object.fromEntries(bulkVerbNames.map((name) => [name, name]));
registerEnumType(BulkVerbEnum, { name: 'BulkVerb', description: 'What is done to each of many incidents.' });
registerEnumType(BulkState, {
  name: 'BulkState',
  description: 'Where a bulk action stands.',
  valuesConfig: {
    RUNNING: { description: 'Incidents are being worked on, or wait for it.' },
    DONE: { description: 'Every incident has its outcome.' },
    CANCELLED: { description: 'Stopped by a person; what was done stays done.' },
  },
});
registerEnumType(BulkOutcome, {
  name: 'BulkOutcome',
  description: 'How the verb ended for one incident.',
  valuesConfig: {
    DONE: { description: 'It was done.' },
    SKIPPED: { description: 'The incident was in that state already, or in one that does not allow it.' },
    FAILED: { description: 'It could not be done; the reason says why.' },
  },
});

@InputType('BulkInput', { description: 'A verb, what it needs, and the incidents: by id, or all that meet a filter now. One of the two.' })
export class BulkInput {
  @Field(() => BulkVerbEnum)
  verb!: string;

  @Field(() => [ID], { nullable: true, description: `At most ${mostTargets.toLocaleString('en')} ids.` })
  ids?: string[] | null;

  @Field(() => IncidentFilter, { nullable: true, description: `Refused when more than ${mostTargets.toLocaleString('en')} incidents meet it.` })
  filter?: IncidentFilter | null;

  @Field(() => String, { nullable: true, description: 'For RESOLVE: said on each of them.' })
  note?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'For SNOOZE, which needs it: until when they sleep.' })
  until?: Date | null;

  @Field(() => Severity, { nullable: true, description: 'For SET_SEVERITY, which needs it.' })
  severity?: Severity | null;

  @Field(() => Priority, { nullable: true, description: 'For SET_PRIORITY; left out, it is left to the routes.' })
  priority?: Priority | null;

  @Field(() => ID, { nullable: true, description: 'For ASSIGN: whom they are given to; left out, nobody.' })
  personId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For SET_OWNER: the team that owns them; left out, none.' })
  teamId?: string | null;
}

@ObjectType('BulkReason', { description: 'Why incidents were left out or failed, with how many and some of them.' })
export class BulkReasonType {
  @Field(() => BulkOutcome)
  outcome!: BulkOutcome;

  @Field(() => String, { description: 'As the verb refused it.' })
  reason!: string;

  @Field(() => Int)
  count!: number;

  @Field(() => [ID], { description: 'Ids of at most 20 of them.' })
  incidentIds!: string[];
}

@ObjectType('BulkProgress', { description: 'How far a bulk action is.' })
export class BulkProgressType {
  @Field(() => Int, { description: 'Incidents for which the verb was done.' })
  done!: number;

  @Field(() => Int)
  skipped!: number;

  @Field(() => Int)
  failed!: number;

  @Field(() => Int, { description: 'Incidents without an outcome; after a cancellation they never get one.' })
  waiting!: number;

  @Field(() => [BulkReasonType], { description: 'The commonest first, at most 20.' })
  reasons!: BulkReasonType[];
}

@ObjectType('BulkAction', { description: 'One verb done to many incidents in the background, each with its own audit row and timeline entry.' })
export class BulkActionType {
  @Field(() => ID)
  id!: string;

  @Field(() => BulkVerbEnum)
  verb!: string;

  @Field(() => BulkState)
  state!: BulkState;

  @Field(() => Int, { description: 'Incidents that it was started for.' })
  total!: number;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | null;

  @Field(() => ID, { nullable: true, description: 'The bulk action that this one takes back.' })
  undoOfId!: string | null;
}

export const BulkActionConnection = connectionOf(BulkActionType, 'BulkAction');
