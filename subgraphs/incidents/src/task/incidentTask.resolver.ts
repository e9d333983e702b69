import type { Page } from '#kit/page';
import { DateTimeScalar } from '#kit/schema';
import type { Incident, IncidentTask } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IncidentType } from '../incident/incident.type.ts';
import { readChildren } from '../readChildren.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { addIncidentTask } from './addIncidentTask.ts';
import { changeIncidentTask } from './changeIncidentTask.ts';
import { IncidentTaskChange, IncidentTaskConnection, IncidentTaskType } from './incidentTask.type.ts';

@Resolver(() => IncidentTaskType)
export class IncidentTaskResolver {
  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who does it; null for nobody yet.' })
  owner(@Root() { ownerId }: IncidentTask): PersonStub | null {
    return personStub(ownerId);
  }
}

@Resolver(() => IncidentType)
export class IncidentTasksResolver {
  @FieldResolver(() => IncidentTaskConnection, { description: 'What is, or was, to be done, oldest first.' })
  tasks(
    @Root() { id }: Incident,
    @Arg('first', () => Int, { defaultValue: 100 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { loaders }: IncidentsContext,
  ): Promise<Page<IncidentTask>> {
    return readChildren(loaders.tasksOfIncident, id, { first, after });
  }

  @Mutation(() => IncidentType, { description: 'Adds a task of 1 to 500 characters to an incident.' })
  addIncidentTask(
    @Arg('id', () => ID) id: string,
    @Arg('title', () => String) title: string,
    @Arg('ownerId', () => ID, { nullable: true }) ownerId: string | null,
    @Arg('dueAt', () => DateTimeScalar, { nullable: true }) dueAt: Date | null,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return addIncidentTask(platform, caller, id, { title, ownerId, dueAt });
  }

  @Mutation(() => IncidentType, { description: 'Changes a task of an incident; one that is done or dropped may be opened again.' })
  changeIncidentTask(
    @Arg('id', () => ID, { description: 'The incident.' }) id: string,
    @Arg('taskId', () => ID) taskId: string,
    @Arg('change', () => IncidentTaskChange) change: IncidentTaskChange,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return changeIncidentTask(platform, caller, id, taskId, change);
  }
}
