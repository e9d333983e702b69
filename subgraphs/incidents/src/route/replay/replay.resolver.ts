import { requirePermission } from '#kit/caller';
import { DateTimeScalar } from '#kit/schema';
import type { RouteReplay } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../../context.ts';
import { isUuid } from '../../isUuid.ts';
import { personStub, PersonStub } from '../../stubs.ts';
import { nestInput } from '../nestInput.ts';
import { RouteInput } from '../route.input.ts';
import { cancelReplay } from './cancelReplay.ts';
import { ReplayResultType, RouteReplayType } from './replay.type.ts';
import { startReplay } from './startReplay.ts';

@Resolver(() => RouteReplayType)
export class RouteReplayResolver {
  @Query(() => RouteReplayType, { nullable: true, description: 'One replay; null for an id that is not known here. The newest 20 are kept.' })
  routeReplay(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: IncidentsContext): Promise<RouteReplay | null> | null {
    requirePermission(caller, 'routes:read');
    return isUuid(id) ? db.routeReplay.findFirst({ where: { id } }) : null;
  }

  @Mutation(() => RouteReplayType, {
    description: 'Tries a draft on the alert events of at most 31 days: nothing is changed. A replay that still runs is cancelled.',
  })
  replayRoutes(
    @Arg('draft', () => [RouteInput]) draft: RouteInput[],
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('to', () => DateTimeScalar) to: Date,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<RouteReplay> {
    requirePermission(caller, 'routes:manage');
    return startReplay(platform, caller, { draft: nestInput(draft), from, to });
  }

  @Mutation(() => RouteReplayType, { description: 'Stops a replay. CONFLICT when it is over.' })
  cancelRouteReplay(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<RouteReplay> {
    requirePermission(caller, 'routes:manage');
    return cancelReplay(platform, caller, id);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who asked for it; null for an API key without a person.' })
  requestedBy(@Root() { requestedById }: RouteReplay): PersonStub | null {
    return personStub(requestedById);
  }

  @FieldResolver(() => ReplayResultType, { nullable: true, description: 'Null until it is done.' })
  result(@Root() { result }: RouteReplay): ReplayResultType | null {
    return result as ReplayResultType | null;
  }
}
