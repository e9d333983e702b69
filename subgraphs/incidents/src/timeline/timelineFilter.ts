import { AppError } from '#kit/errors';
import type { Prisma } from '#prisma/generated/client';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { isUuid } from '../isUuid.ts';
import { type TimelineKind, timelineKinds } from './writeTimeline.ts';

@InputType('TimelineFilter', { description: 'Which entries: those that meet every condition given.' })
export class TimelineFilter {
  @Field(() => [String], { nullable: true, description: 'Of these kinds. BAD_USER_INPUT for a kind that there is not.' })
  kinds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Done by these people.' })
  actorIds?: string[] | null;
}

export enum TimelineOrder {
  OLDEST_FIRST = 'OLDEST_FIRST',
  NEWEST_FIRST = 'NEWEST_FIRST',
}

registerEnumType(TimelineOrder, { name: 'TimelineOrder', description: 'From which end a story is read.' });

/** The filter as a condition on entries. */
export function timelineCondition(incidentId: string, { kinds, actorIds }: TimelineFilter): Prisma.TimelineEntryWhereInput {
  const unknown = kinds?.find((kind) => !timelineKinds.includes(kind as TimelineKind));
  if (unknown !== undefined) throw new AppError('BAD_USER_INPUT', `There is no kind "${unknown}"; there are ${timelineKinds.join(', ')}.`);
  return { incidentId, ...(kinds && { kind: { in: kinds } }), ...(actorIds && { actorId: { in: actorIds.filter(isUuid) } }) };
}
