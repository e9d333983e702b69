import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import type { GrafanaTarget } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { readByName } from '../readByName.ts';
import { deleteGrafanaTarget } from './deleteGrafanaTarget.ts';
import {
  GrafanaDriftType,
  GrafanaTargetConnection,
  GrafanaTargetInput,
  GrafanaTargetType,
  RulePushState,
  RulePushType,
} from './grafanaTarget.type.ts';
import { type DriftRead, readDrift } from './readDrift.ts';
import { requestPush } from './requestPush.ts';
import { saveGrafanaTarget } from './saveGrafanaTarget.ts';

@Resolver(() => GrafanaTargetType)
export class GrafanaTargetResolver {
  @Query(() => GrafanaTargetConnection, { description: 'Grafanas that get the managed rules, by name.' })
  grafanaTargets(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<GrafanaTarget>> {
    requirePermission(caller, 'rules:read');
    return readByName(
      db,
      { first, after },
      { table: Prisma.sql`grafana_target`, conditions: [], read: (ids) => db.grafanaTarget.findMany({ where: { id: { in: ids } } }) },
    );
  }

  @Query(() => GrafanaTargetType, { nullable: true, description: 'One Grafana; null for an id that is not known here.' })
  grafanaTarget(@Arg('id', () => ID) id: string, @Ctx() { caller, loaders }: IncidentsContext): Promise<GrafanaTarget | null> {
    requirePermission(caller, 'rules:read');
    return loaders.grafanaTarget.load(id);
  }

  @Mutation(() => GrafanaTargetType, { description: 'Adds a Grafana that gets the managed rules, at once and after every change.' })
  createGrafanaTarget(
    @Arg('input', () => GrafanaTargetInput) input: GrafanaTargetInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<GrafanaTarget> {
    requirePermission(caller, 'rules:manage');
    return saveGrafanaTarget(platform, caller, null, given(input));
  }

  @Mutation(() => GrafanaTargetType, { description: 'Changes a Grafana; the input is all of it, but for a token that is left out.' })
  updateGrafanaTarget(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => GrafanaTargetInput) input: GrafanaTargetInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<GrafanaTarget> {
    requirePermission(caller, 'rules:manage');
    return saveGrafanaTarget(platform, caller, id, given(input));
  }

  @Mutation(() => ID, { description: 'Forgets a Grafana; gives back its id. The rules that it has stay there.' })
  async deleteGrafanaTarget(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<string> {
    requirePermission(caller, 'rules:manage');
    return (await deleteGrafanaTarget(platform, caller, id)).id;
  }

  @Mutation(() => GrafanaTargetType, {
    description: 'Pushes now, which also undoes what was changed there by hand; `push` tells what came of it, within moments.',
  })
  pushGrafanaTarget(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<GrafanaTarget> {
    requirePermission(caller, 'rules:manage');
    return requestPush(platform, caller, id);
  }

  @FieldResolver(() => RulePushType)
  push(@Root() target: GrafanaTarget, @Ctx() { platform }: IncidentsContext): RulePushType {
    const { outcome, detail, attemptedAt, pushedAt } = target;
    return { state: pushState(target, platform.clock.now()), reason: outcome, detail, attemptedAt, succeededAt: pushedAt };
  }

  @FieldResolver(() => GrafanaDriftType, { description: 'Asks the Grafana, for at most 2.5 s, what it has.' })
  drift(@Root() target: GrafanaTarget, @Ctx() { caller, platform, db }: IncidentsContext): Promise<DriftRead> {
    requirePermission(caller, 'rules:read');
    return readDrift(platform, db, target);
  }
}

function pushState({ enabled, nextPushAt, leaseUntil, outcome }: GrafanaTarget, now: Date): RulePushState {
  const isHeld = leaseUntil !== null && leaseUntil > now;
  const isDue = enabled && nextPushAt !== null && nextPushAt <= now;
  if (isHeld || isDue) return RulePushState.RUNNING;
  if (outcome === null) return RulePushState.NEVER;
  return outcome === 'pushed' ? RulePushState.OK : RulePushState.FAILED;
}

function given({ token, enabled, ...input }: GrafanaTargetInput) {
  return { ...input, ...(token != null && { token }), ...(enabled != null && { enabled }) };
}
