import type { TimelineEntry } from '#prisma/generated/client';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
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

  @FieldResolver(() => [PersonStub], { description: 'The people that it is about: who was mentioned, who was given it, a role or a task.' })
  people(@Root() { facts }: TimelineEntry): PersonStub[] {
    const { data } = aboutPeople.safeParse(facts);
    return (data?.personIds ?? []).map((id) => ({ id }));
  }
}

/** What verbs put into the facts of an entry that is about people. */
const aboutPeople = z.object({ personIds: z.array(z.string()) });
