import type { Deadline, Incident } from '#prisma/generated/client';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IncidentType } from '../incident/incident.type.ts';
import { DeadlineType } from './deadline.type.ts';

@Resolver(() => IncidentType)
export class IncidentDeadlinesResolver {
  @FieldResolver(() => [DeadlineType], { description: 'Its deadlines, at most one of each kind; none when its route promises nothing.' })
  deadlines(@Root() { id }: Incident, @Ctx() { loaders }: IncidentsContext): Promise<Deadline[]> {
    return loaders.deadlinesOf.load(id);
  }
}
