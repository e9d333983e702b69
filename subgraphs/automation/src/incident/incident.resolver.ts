import { requirePermission } from '#kit/caller';
import { type Page, readPage, timePosition } from '#kit/page';
import type { Run } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { RunConnection } from '../run/run.type.ts';
import { IncidentStub } from '../stubs.ts';

@Resolver(() => IncidentStub)
export class IncidentResolver {
  @FieldResolver(() => RunConnection, { description: 'Playbook runs that this incident started, newest first. Needs runs:read.' })
  runs(
    @Root() { id }: IncidentStub,
    @Ctx() { caller, loaders }: AutomationContext,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after?: string | null,
  ): Promise<Page<Run>> {
    requirePermission(caller, 'runs:read');
    return readPage(
      { first, after },
      {
        position: (run) => [run.createdAt.toISOString(), run.id] as [string, string],
        shape: timePosition,
        read: (page) => loaders.ofIncident.load({ incidentId: id, ...page }),
        count: () => loaders.countOfIncident.load(id),
      },
    );
  }
}
