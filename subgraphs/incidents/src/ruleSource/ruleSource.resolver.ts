import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import type { RuleSource } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { readByName } from '../readByName.ts';
import { createRuleSource, type SourceSettings } from './createRuleSource.ts';
import { deleteRuleSource } from './deleteRuleSource.ts';
import { requestSync } from './requestSync.ts';
import {
  CreateRuleSourceInput,
  RuleSourceConnection,
  type RuleSourceCredentials,
  RuleSourceTestType,
  RuleSourceType,
  RuleSyncState,
  RuleSyncType,
  TestRuleSourceInput,
  UpdateRuleSourceInput,
} from './ruleSource.type.ts';
import { type SourceTest, testRuleSource } from './testRuleSource.ts';
import { updateRuleSource } from './updateRuleSource.ts';

@Resolver(() => RuleSourceType)
export class RuleSourceResolver {
  @Query(() => RuleSourceConnection, { description: 'Sources of alert rules, by name.' })
  ruleSources(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<RuleSource>> {
    requirePermission(caller, 'rules:read');
    return readByName(
      db,
      { first, after },
      { table: Prisma.sql`rule_source`, conditions: [], read: (ids) => db.ruleSource.findMany({ where: { id: { in: ids } } }) },
    );
  }

  @Query(() => RuleSourceType, { nullable: true, description: 'One source; null for an id that is not known here.' })
  ruleSource(@Arg('id', () => ID) id: string, @Ctx() { caller, loaders }: IncidentsContext): Promise<RuleSource | null> {
    requirePermission(caller, 'rules:read');
    return loaders.ruleSource.load(id);
  }

  @Mutation(() => RuleSourceType, {
    description: 'Adds a Prometheus or vmalert whose alert rules are read on a schedule, for the first time at once.',
  })
  createRuleSource(
    @Arg('input', () => CreateRuleSourceInput) { name, url, credentials, intervalSeconds }: CreateRuleSourceInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<RuleSource> {
    requirePermission(caller, 'rules:manage');
    return createRuleSource(platform, caller, { name, url, credentials: given(credentials), intervalS: intervalSeconds ?? undefined });
  }

  @Mutation(() => RuleSourceType, { description: 'Changes what is given of a source, and reads it anew.' })
  updateRuleSource(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => UpdateRuleSourceInput) { name, url, credentials, intervalSeconds, enabled }: UpdateRuleSourceInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<RuleSource> {
    requirePermission(caller, 'rules:manage');
    return updateRuleSource(platform, caller, id, {
      name: name ?? undefined,
      url: url ?? undefined,
      credentials: given(credentials),
      intervalS: intervalSeconds ?? undefined,
      enabled: enabled ?? undefined,
    });
  }

  @Mutation(() => ID, { description: 'Forgets a source with its rules; gives back its id. The lineage that was recorded stays.' })
  async deleteRuleSource(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<string> {
    requirePermission(caller, 'rules:manage');
    return (await deleteRuleSource(platform, caller, id)).id;
  }

  @Mutation(() => RuleSourceType, { description: 'Reads a source now instead of when it is due; `sync` tells what came of it, within moments.' })
  syncRuleSource(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<RuleSource> {
    requirePermission(caller, 'rules:manage');
    return requestSync(platform, caller, id);
  }

  @Mutation(() => RuleSourceTestType, { description: 'Asks an address for its rules once, for at most 2.5 s, and keeps nothing.' })
  testRuleSource(
    @Arg('input', () => TestRuleSourceInput) { id, url, credentials }: TestRuleSourceInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<SourceTest> {
    requirePermission(caller, 'rules:manage');
    return testRuleSource(platform, caller, { id: id ?? undefined, url, credentials: given(credentials) });
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Seconds from one reading to the next; null for a source that is not asked.' })
  intervalSeconds(@Root() { url, intervalS }: RuleSource): number | null {
    return url === null ? null : intervalS;
  }

  @FieldResolver(() => RuleSyncType)
  sync(@Root() source: RuleSource, @Ctx() { platform }: IncidentsContext): RuleSyncType {
    const { outcome, detail, attemptedAt, syncedAt } = source;
    return { state: syncState(source, platform.clock.now()), reason: outcome, detail, attemptedAt, succeededAt: syncedAt };
  }

  @FieldResolver(() => Int, { description: 'Rules that it has.' })
  ruleCount(@Root() { id }: RuleSource, @Ctx() { loaders }: IncidentsContext): Promise<number> {
    return loaders.rulesOfSource.load(id);
  }
}

function syncState({ enabled, nextSyncAt, leaseUntil, outcome }: RuleSource, now: Date): RuleSyncState {
  const isHeld = leaseUntil !== null && leaseUntil > now;
  const isDue = enabled && nextSyncAt !== null && nextSyncAt <= now;
  if (isHeld || isDue) return RuleSyncState.RUNNING;
  if (outcome === null) return RuleSyncState.NEVER;
  return outcome === 'synced' ? RuleSyncState.OK : RuleSyncState.FAILED;
}

/** As the verbs take them; which fields belong to which kind is for them to check. */
function given(credentials: RuleSourceCredentials | null | undefined): SourceSettings['credentials'] {
  return credentials == null ? undefined : (credentials as SourceSettings['credentials']);
}
