import { requirePermission } from '#kit/caller';
import { readPage, type Page, timePosition } from '#kit/page';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { NotifyContext } from '../context.ts';
import { DeliveryConnection } from '../delivery/delivery.type.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { IncidentStub } from '../stubs.ts';

@Resolver(() => IncidentStub)
export class IncidentResolver {
  @FieldResolver(() => DeliveryConnection, { description: 'Notices about this incident, newest first. Needs deliveries:read.' })
  deliveries(
    @Root() { id }: IncidentStub,
    @Ctx() { caller, loaders }: NotifyContext,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after?: string | null,
  ): Promise<Page<LoadedDelivery>> {
    requirePermission(caller, 'deliveries:read');
    return readPage(
      { first, after },
      {
        position: (delivery) => [delivery.createdAt.toISOString(), delivery.id] as [string, string],
        shape: timePosition,
        read: (page) => loaders.ofIncident.load({ incidentId: id, ...page }),
        count: () => loaders.countOfIncident.load(id),
      },
    );
  }
}
