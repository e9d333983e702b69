import { DateTimeScalar } from '#kit/schema';
import { Prisma } from '#prisma/generated/client';
import { Field, ID, InputType } from 'type-graphql';
import { idIn, textIn } from '../filterSql.ts';

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
    search?.trim() ? textIn([Prisma.sql`summary`, Prisma.sql`source`, Prisma.sql`labels::text`], search.trim()) : null,
    since && Prisma.sql`at >= ${since}`,
    until && Prisma.sql`at < ${until}`,
    integrationIds && idIn(Prisma.sql`integration_id`, integrationIds),
  ].filter((condition) => condition instanceof Prisma.Sql);
}
