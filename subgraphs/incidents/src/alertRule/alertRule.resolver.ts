import { readPromql } from '#graph/promql/readPromql';
import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import type { Alert, AlertRule, RuleSource } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { AlertConnection } from '../alert/alert.type.ts';
import type { IncidentsContext } from '../context.ts';
import { readByName } from '../readByName.ts';
import { readChildren } from '../readChildren.ts';
import { RuleSourceType } from '../ruleSource/ruleSource.type.ts';
import { AlertRuleConnection, AlertRuleFacetsType, AlertRuleType, RuleMetricType } from './alertRule.type.ts';
import { alertRuleConditions, AlertRuleFilter } from './alertRuleFilter.ts';
import { countRuleFacets } from './countRuleFacets.ts';

@Resolver(() => AlertRuleType)
export class AlertRuleResolver {
  @Query(() => AlertRuleConnection, { description: 'Alert rules by name. With the filter `metric`: the rules that use it.' })
  alertRules(
    @Arg('filter', () => AlertRuleFilter, { nullable: true }) filter: AlertRuleFilter | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<AlertRule>> {
    requirePermission(caller, 'rules:read');
    return readByName(
      db,
      { first, after },
      {
        table: Prisma.sql`alert_rule`,
        conditions: alertRuleConditions(filter ?? {}),
        read: (ids) => db.alertRule.findMany({ where: { id: { in: ids } } }),
      },
    );
  }

  @Query(() => AlertRuleFacetsType, { description: 'How the rules that meet the filter divide.' })
  alertRuleFacets(
    @Arg('filter', () => AlertRuleFilter, { nullable: true }) filter: AlertRuleFilter | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<AlertRuleFacetsType> {
    requirePermission(caller, 'rules:read');
    return countRuleFacets(db, filter ?? {});
  }

  @Query(() => AlertRuleType, { nullable: true, description: 'One rule; null for an id that is not known here.' })
  alertRule(@Arg('id', () => ID) id: string, @Ctx() { caller, loaders }: IncidentsContext): Promise<AlertRule | null> {
    requirePermission(caller, 'rules:read');
    return loaders.alertRule.load(id);
  }

  @FieldResolver(() => [RuleMetricType], { description: 'What its query selects; empty when the query is no PromQL that is understood.' })
  metrics(@Root() { query }: AlertRule): RuleMetricType[] {
    const read = readPromql(query);
    return read.reason === 'parsed' ? read.selectors.map(({ metric, matchers }) => ({ name: metric, matchers })) : [];
  }

  @FieldResolver(() => RuleSourceType)
  async source(@Root() { sourceId }: AlertRule, @Ctx() { loaders }: IncidentsContext): Promise<RuleSource> {
    const source = await loaders.ruleSource.load(sourceId);
    if (source === null) throw new Error(`There is no rule source ${sourceId}.`);
    return source;
  }

  @FieldResolver(() => AlertConnection, { description: 'Its alerts that fire, the longest firing first.' })
  firing(
    @Root() { id }: AlertRule,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, loaders }: IncidentsContext,
  ): Promise<Page<Alert>> {
    requirePermission(caller, 'alerts:read');
    return readChildren(loaders.firingOfRule, id, { first, after });
  }
}
