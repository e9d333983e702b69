import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { countFacet } from '../filter/countFacet.ts';
import type { AlertRuleFacetsType } from './alertRule.type.ts';
import { alertRuleConditions, type AlertRuleFilter } from './alertRuleFilter.ts';

/** Counts the values of each facet among the rules that meet the rest of the filter. */
export async function countRuleFacets(db: IncidentsDb, filter: AlertRuleFilter): Promise<AlertRuleFacetsType> {
  const rest = (without: keyof AlertRuleFilter) => ({
    table: Prisma.sql`alert_rule`,
    time: Prisma.sql`seen_at`,
    conditions: alertRuleConditions({ ...filter, [without]: null }),
  });
  return {
    states: await countFacet(db, rest('states'), Prisma.sql`state`),
    healths: await countFacet(db, rest('healths'), Prisma.sql`health`),
    sources: await countFacet(db, rest('sourceIds'), Prisma.sql`source_id`),
  };
}
