import { Prisma } from '#prisma/generated/client';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, InputType } from 'type-graphql';
import { IncidentStatus, Severity } from '../enums.ts';
import { idIn, mostIds, textIn, wordIn } from '../filterSql.ts';

@InputType('IncidentFilter', { description: 'Which incidents: those that meet every condition given.' })
export class IncidentFilter {
  @Field(() => [ID], { nullable: true, description: `At most ${mostIds} ids.` })
  ids?: string[] | null;

  @Field(() => [IncidentStatus], { nullable: true })
  statuses?: IncidentStatus[] | null;

  @Field(() => [Severity], { nullable: true })
  severities?: Severity[] | null;

  @Field(() => String, { nullable: true, description: 'Text in the title or in the labels, whatever its case, or the number, with or without #.' })
  search?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Opened at this moment or later.' })
  openedAfter?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Opened before this moment.' })
  openedBefore?: Date | null;
}

/** The filter as conditions on the table `incident`. */
export function incidentConditions({ ids, statuses, severities, search, openedAfter, openedBefore }: IncidentFilter): Prisma.Sql[] {
  return [
    ids && idIn(Prisma.sql`id`, ids),
    statuses && wordIn(Prisma.sql`status`, statuses),
    severities && wordIn(Prisma.sql`severity`, severities),
    search?.trim() ? searched(search.trim()) : null,
    openedAfter && Prisma.sql`opened_at >= ${openedAfter}`,
    openedBefore && Prisma.sql`opened_at < ${openedBefore}`,
  ].filter((condition) => condition instanceof Prisma.Sql);
}

function searched(text: string): Prisma.Sql {
  const inTexts = textIn([Prisma.sql`title`, Prisma.sql`labels::text`], text);
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  return number === undefined ? inTexts : Prisma.sql`(number = ${Number(number)}::int OR ${inTexts})`;
}
