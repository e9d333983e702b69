import { Prisma } from '#prisma/generated/client';
import { Field, ID, InputType } from 'type-graphql';
import { IntegrationSource } from '../enums.ts';
import { idIn, mostIds, wordIn } from '../filter/filterSql.ts';

@InputType('IntegrationFilter', { description: 'Which integrations: those that meet every condition given.' })
export class IntegrationFilter {
  @Field(() => [ID], { nullable: true, description: `At most ${mostIds} ids.` })
  ids?: string[] | null;

  @Field(() => [IntegrationSource], { nullable: true })
  sources?: IntegrationSource[] | null;

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Text in the name, whatever its case.' })
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Deleted ones instead of those that are there.' })
  deleted?: boolean | null;
}

/** The filter as conditions on the table `integration`. */
export function integrationConditions({ ids, sources, enabled, search, deleted }: IntegrationFilter): Prisma.Sql[] {
  return [
    deleted ? Prisma.sql`archived_at IS NOT NULL` : Prisma.sql`archived_at IS NULL`,
    ids && idIn(Prisma.sql`id`, ids),
    sources && wordIn(Prisma.sql`source`, 'IntegrationSource', sources),
    enabled != null && Prisma.sql`enabled = ${enabled}`,
    search?.trim() ? nameContains(search.trim()) : null,
  ].filter((condition) => condition instanceof Prisma.Sql);
}

/** `%` and `_` stand for themselves. There are tens of integrations, so no index is asked for. */
function nameContains(text: string): Prisma.Sql {
  return Prisma.sql`name ILIKE ${`%${text.replaceAll(/[\\%_]/g, '\\$&').replaceAll('\0', '')}%`}`;
}
