import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { Field, ID, ObjectType } from 'type-graphql';
import { timelineKinds } from './writeTimeline.ts';

@ObjectType('TimelineEntry', { description: "One entry of an incident's story; entries are only ever added." })
export class TimelineEntryType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  at!: Date;

  @Field(() => String, { description: timelineKinds.join(' | ') })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'Text that a person wrote; null otherwise (pages word the other kinds from `facts`).' })
  text!: string | null;

  @Field(() => JsonScalar, { description: 'What pages word the entry from; the names depend on the kind.' })
  facts!: unknown;
}

export const TimelineConnection = connectionOf(TimelineEntryType, 'Timeline');
