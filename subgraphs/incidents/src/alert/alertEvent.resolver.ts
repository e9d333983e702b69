import { requirePermission } from '#kit/caller';
import type { AlertEvent } from '#prisma/generated/client';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { DecisionType } from '../decision.type.ts';
import { PayloadType } from '../payload/payload.type.ts';
import type { PayloadEntry } from '../payload/payloadEntry.ts';
import { AlertEventType } from './alert.type.ts';

@Resolver(() => AlertEventType)
export class AlertEventResolver {
  @FieldResolver(() => DecisionType)
  decision(@Root() { reason, facts }: AlertEvent): DecisionType {
    return { reason, facts };
  }

  @FieldResolver(() => PayloadType, { nullable: true, description: 'The request that said it, as it came; null where it is not kept any more.' })
  payload(@Root() { payloadId, at }: AlertEvent, @Ctx() { caller, loaders }: IncidentsContext): Promise<PayloadEntry | null> {
    requirePermission(caller, 'integrations:read');
    return loaders.payload.load({ id: payloadId, at });
  }
}
