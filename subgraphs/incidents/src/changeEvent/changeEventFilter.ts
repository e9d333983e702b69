import { DateTimeScalar } from '#kit/schema';
import { Prisma } from '#prisma/generated/client';
import { Field, ID, InputType } from 'type-graphql';
import { idIn } from '../filter/filterSql.ts';

@InputType('ChangeEventFilter', { description: 'Which changes: those that meet every condition given.' })
export class ChangeEventFilter {
  @Field(() => String, { nullable: true, description: 'Text in the summary, the source or the labels, whatever its case.' })
  search?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Made at this moment or later.' })
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Made before this moment.' })
  until?: Date | null;

  @Field(() => [ID], { nullable: true, description: 'Told by one of these integrations.' })
  integrationIds?: string[] | null;
}

/** The filter as conditions on the table `change_event`. */
export function changeEventConditions({ search, since, until, integrationIds }: ChangeEventFilter): Prisma.Sql[] {
  return [
    search?.trim() ? searched(search.trim()) : null,
    since && Prisma.sql`at >= ${since}`,
    until && Prisma.sql`at < ${until}`,
    integrationIds && idIn(Prisma.sql`integration_id`, integrationIds),
  ].filter((condition) => condition instanceof Prisma.Sql);
}

/** `%` and `_` stand for themselves. There is no index for it: changes are few beside alerts, and a time narrows them. */
function searched(text: string): Prisma.Sql {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&').replaceAll('\0', '')}%`;
  return Prisma.sql`(summary ILIKE ${pattern} OR source ILIKE ${pattern} OR labels::text ILIKE ${pattern})`;
}
