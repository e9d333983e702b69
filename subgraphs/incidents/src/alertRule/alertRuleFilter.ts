import { Prisma } from '#prisma/generated/client';
import { Field, ID, InputType } from 'type-graphql';
import { RuleHealth, RuleState } from './ruleEnums.ts';
import { idIn, mostIds, wordIn } from '../filter/filterSql.ts';

@InputType('AlertRuleFilter', { description: 'Which rules: those that meet every condition given.' })
export class AlertRuleFilter {
  @Field(() => [ID], { nullable: true, description: `At most ${mostIds} ids.` })
  ids?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Text in the name, the group, the query, the labels or the annotations, whatever its case.' })
  search?: string | null;

  @Field(() => [ID], { nullable: true, description: `Rules of these sources; at most ${mostIds}.` })
  sourceIds?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Rules whose query names this metric.' })
  metric?: string | null;

  @Field(() => [RuleState], { nullable: true })
  states?: RuleState[] | null;

  @Field(() => [RuleHealth], { nullable: true })
  healths?: RuleHealth[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Rules that their sources no longer have as well.' })
  withGone?: boolean | null;
}

/** The filter as conditions on the table `alert_rule`. */
export function alertRuleConditions({ ids, search, sourceIds, metric, states, healths, withGone }: AlertRuleFilter): Prisma.Sql[] {
  return [
    ids && idIn(Prisma.sql`id`, ids),
    search?.trim() ? contains(search.trim()) : null,
    sourceIds && idIn(Prisma.sql`source_id`, sourceIds),
    metric?.trim() ? Prisma.sql`metrics @> ARRAY[${metric.trim().replaceAll('\0', '')}]::text[]` : null,
    states && wordIn(Prisma.sql`state`, 'RuleState', states),
    healths && wordIn(Prisma.sql`health`, 'RuleHealth', healths),
    !withGone && Prisma.sql`gone_at IS NULL`,
  ].filter((condition) => condition instanceof Prisma.Sql);
}

/** Rules are thousands where alerts are millions: reading them all is fast enough, and finds any part of a query. `%` and `_` stand for themselves. */
function contains(text: string): Prisma.Sql {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&').replaceAll('\0', '')}%`;
  return Prisma.sql`concat_ws(' ', name, group_name, query, labels, annotations) ILIKE ${pattern}`;
}
