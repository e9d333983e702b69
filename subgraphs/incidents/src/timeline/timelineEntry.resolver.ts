import type { TimelineEntry } from '#prisma/generated/client';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { personStub, PersonStub } from '../stubs.ts';
import { TimelineEntryType } from './timelineEntry.type.ts';

@Resolver(() => TimelineEntryType)
export class TimelineEntryResolver {
  @FieldResolver(() => PersonStub, {
    nullable: true,
    description: 'The person who did it; null for the platform itself and for an API key without a person.',
  })
  actor(@Root() { actorId }: TimelineEntry): PersonStub | null {
    return personStub(actorId);
  }
}
