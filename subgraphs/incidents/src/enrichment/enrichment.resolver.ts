import { formatMatcher } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import { requirePermission } from '#kit/caller';
import { beyond, type Page, readPage, timePosition, type TimePosition } from '#kit/page';
import { LabelsScalar } from '#kit/schema';
import type { DroppedAlert, EnrichmentVersion } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { IncidentsContext, IncidentsDb } from '../context.ts';
import { DecisionType } from '../decision.type.ts';
import { isUuid } from '../isUuid.ts';
import { readTables } from '../lookupTable/readTables.ts';
import { PersonStub, personStub } from '../stubs.ts';
import { checkRules } from './checkRules.ts';
import { type ActionKind, RuleInput } from './enrichment.input.ts';
import {
  ActionType,
  DroppedAlertConnection,
  ProblemType,
  RulesType,
  RuleType,
  StepType,
  TestType,
  VersionConnection,
  VersionType,
} from './enrichment.type.ts';
import { type EnrichmentRule, savedRules } from './enrichmentRule.ts';
import { readInput, showAction } from './readInput.ts';
import { readRules } from './readEnrichment.ts';
import { restoreRules } from './restoreRules.ts';
import { saveRules } from './saveRules.ts';
import { testRules, type TriedStep } from './testRules.ts';

type Shown = Omit<RulesType, 'rules'> & { rules: EnrichmentRule[] };

@Resolver(() => RulesType)
export class EnrichmentResolver {
  @Query(() => RulesType, { description: 'What is done to alerts before anything is decided on them.' })
  enrichmentRules(@Ctx() { caller, db }: IncidentsContext): Promise<Shown> {
    requirePermission(caller, 'enrichment:read');
    return readRules(db);
  }

  @Query(() => [ProblemType], { description: 'Everything that makes no sense in a draft; none when it could be saved.' })
  async checkEnrichmentRules(@Arg('rules', () => [RuleInput]) rules: RuleInput[], @Ctx() { caller, db }: IncidentsContext): Promise<ProblemType[]> {
    requirePermission(caller, 'enrichment:read');
    return checkRules(readInput(rules), await readTables(db)).problems;
  }

  @Query(() => TestType, {
    description:
      'What the live rules, or a draft, make of an alert: of one that is known, as its source last said it when it changed, or of labels and annotations.',
  })
  async testEnrichment(
    @Arg('alertId', () => ID, { nullable: true }) alertId: string | null,
    @Arg('labels', () => LabelsScalar, { nullable: true }) labels: Labels | null,
    @Arg('annotations', () => LabelsScalar, { nullable: true }) annotations: Labels | null,
    @Arg('integrationId', () => ID, { nullable: true, description: 'Whose alert the labels are to be taken for.' }) integrationId: string | null,
    @Arg('draftRules', () => [RuleInput], { nullable: true }) draftRules: RuleInput[] | null,
    @Ctx() { caller, db, loaders }: IncidentsContext,
  ) {
    requirePermission(caller, 'enrichment:read');
    if (alertId != null) requirePermission(caller, 'alerts:read');
    return testRules({ db, loaders }, { alertId, labels, annotations, integrationId, draftRules: draftRules && readInput(draftRules) });
  }

  @Mutation(() => RulesType, {
    description:
      'Puts rules in the place of the live ones, and keeps them as a version. CONFLICT when somebody else saved since `expectedVersion`; BAD_USER_INPUT names the rules that make no sense. Senders are judged by them within ten seconds.',
  })
  async saveEnrichmentRules(
    @Arg('rules', () => [RuleInput]) rules: RuleInput[],
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() { platform, caller, db }: IncidentsContext,
  ): Promise<Shown> {
    requirePermission(caller, 'enrichment:manage');
    await saveRules(platform, caller, { rules: readInput(rules), expectedVersion, note });
    return readRules(db);
  }

  @Mutation(() => RulesType, { description: 'Makes the rules of an earlier version live again, as a new version. CONFLICT as saveEnrichmentRules.' })
  async restoreEnrichmentRules(
    @Arg('version', () => Int) version: number,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Ctx() { platform, caller, db }: IncidentsContext,
  ): Promise<Shown> {
    requirePermission(caller, 'enrichment:manage');
    await restoreRules(platform, caller, version, expectedVersion);
    return readRules(db);
  }
}

@Resolver(() => RuleType)
export class EnrichmentRuleResolver {
  @FieldResolver(() => [String])
  matchers(@Root() { matchers }: EnrichmentRule): string[] {
    return matchers.map(formatMatcher);
  }

  @FieldResolver(() => ActionType)
  action(@Root() { action }: EnrichmentRule): ActionType {
    const { kind, ...fields } = showAction(action);
    return { ...fields, kind: kind as ActionKind };
  }
}

@Resolver(() => StepType)
export class EnrichmentStepResolver {
  @FieldResolver(() => DecisionType)
  decision(@Root() { reason, facts }: TriedStep): DecisionType {
    return { reason, facts };
  }
}

@Resolver(() => VersionType)
export class EnrichmentVersionResolver {
  @Query(() => VersionConnection, { description: 'The rules that were saved, newest first.' })
  async enrichmentVersions(
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<EnrichmentVersion>> {
    requirePermission(caller, 'enrichment:read');
    return readPage<EnrichmentVersion, [number]>(
      { first, after },
      {
        position: ({ version }) => [version],
        shape: z.tuple([z.int()]),
        read: ({ after, take }) =>
          db.enrichmentVersion.findMany({ where: after ? { version: { lt: after[0] } } : {}, orderBy: { version: 'desc' }, take }),
        count: (limit) => db.enrichmentVersion.count({ take: limit }),
      },
    );
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who saved them; null for an API key without a person.' })
  author(@Root() { actorId }: EnrichmentVersion): PersonStub | null {
    return personStub(actorId);
  }

  @FieldResolver(() => [RuleType], { description: 'In their order.' })
  rules(@Root() { rules }: EnrichmentVersion): EnrichmentRule[] {
    return savedRules.parse(rules);
  }

  @Query(() => DroppedAlertConnection, { description: 'Alerts that rules dropped, the newest hour first.' })
  droppedAlerts(
    @Arg('ruleId', () => ID, { nullable: true }) ruleId: string | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<DroppedAlert>> {
    requirePermission(caller, 'enrichment:read');
    return readDrops(db, ruleId, { first, after });
  }
}

function readDrops(db: IncidentsDb, ruleId: string | null | undefined, args: { first: number; after: string | null }): Promise<Page<DroppedAlert>> {
  const of = ruleId == null ? {} : isUuid(ruleId) ? { ruleId } : { ruleId: { in: [] } };
  return readPage<DroppedAlert, TimePosition>(args, {
    position: ({ at, id }) => [at.toISOString(), id],
    shape: timePosition,
    read: ({ after, take }) =>
      db.droppedAlert.findMany({ where: { AND: [of, beyond('at', after, 'desc')] }, orderBy: [{ at: 'desc' }, { id: 'desc' }], take }),
    count: (limit) => db.droppedAlert.count({ where: of, take: limit }),
  });
}
