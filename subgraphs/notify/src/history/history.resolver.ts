import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { NotifyContext } from '../context.ts';
import { DeliveryConnection, DeliveryType } from '../delivery/delivery.type.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { IncidentStub } from '../stubs.ts';
import { DeliveryFilter } from './deliveryFilter.ts';
import { ChannelDeliveriesType, PagingExplanationType } from './history.type.ts';
import { measureHistory } from './measureHistory.ts';
import { readHistory } from './readHistory.ts';
import { readPaging } from './readPaging.ts';
import { resendDelivery } from './resendDelivery.ts';

@Resolver(() => DeliveryType)
export class HistoryResolver {
  @Query(() => DeliveryConnection, { description: "The tenant's deliveries, newest first. Needs deliveries:read." })
  deliveries(
    @Arg('filter', () => DeliveryFilter, { nullable: true }) filter: DeliveryFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: NotifyContext,
  ): Promise<Page<LoadedDelivery>> {
    requirePermission(caller, 'deliveries:read');
    return readHistory(db, filter ?? {}, { first, after });
  }

  @Query(() => [ChannelDeliveriesType], {
    description:
      'How the deliveries of a filter went, by channel, the busiest first: as a whole and in spans of `stepSeconds`. The filter needs `from` and `until`. Needs deliveries:read.',
  })
  deliveryStats(
    @Arg('filter', () => DeliveryFilter) filter: DeliveryFilter,
    @Arg('stepSeconds', () => Int, { description: 'At least 60; at most 200 spans.' }) stepSeconds: number,
    @Ctx() { caller, db }: NotifyContext,
  ): Promise<ChannelDeliveriesType[]> {
    requirePermission(caller, 'deliveries:read');
    return measureHistory(db, filter, stepSeconds);
  }

  @Query(() => PagingExplanationType, {
    nullable: true,
    description:
      'Why a person was told of an incident, or was not; null for an incident that the caller does not see. Needs deliveries:read and policies:read.',
  })
  whyPaged(
    @Arg('personId', () => ID) personId: string,
    @Arg('incidentId', () => ID) incidentId: string,
    @Ctx() { caller, db, platform }: NotifyContext,
  ): Promise<PagingExplanationType | null> {
    requirePermission(caller, 'deliveries:read');
    requirePermission(caller, 'policies:read');
    return readPaging(db, platform, personId, incidentId);
  }

  @Mutation(() => DeliveryType, {
    description:
      'Sends a notice once more, as it was, to where it went. NOT_FOUND; CONFLICT while it is under way; BAD_USER_INPUT without a reason. Needs deliveries:resend.',
  })
  resendDelivery(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String, { description: 'Why, in at most 500 characters.' }) reason: string,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<LoadedDelivery> {
    return resendDelivery(platform, caller, id, reason);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why the template that was meant for it could not be filled in, so that the built-in words went out; null when nothing was wrong.',
  })
  templateFailed(@Root() { templateFailed }: LoadedDelivery): string | null {
    return templateFailed;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Version of the template that it was said by; null for the built-in words.' })
  templateVersion(@Root() { templateVersion, templateFailed }: LoadedDelivery): number | null {
    return templateFailed === null ? templateVersion : null;
  }

  @FieldResolver(() => IncidentStub, { nullable: true, description: 'What it is about; null for what is about no incident.' })
  incident(@Root() { incidentId }: LoadedDelivery): IncidentStub | null {
    return incidentId === null ? null : { id: incidentId };
  }
}
