import { Prisma } from '#prisma/generated/client';
import { Field, ID, InputType } from 'type-graphql';
import { AlertStatus, Severity } from '../enums.ts';
import { idIn, mostIds, textIn, wordIn } from '../filterSql.ts';

@InputType('AlertFilter', { description: 'Which alerts: those that meet every condition given.' })
export class AlertFilter {
  @Field(() => [ID], { nullable: true, description: `At most ${mostIds} ids.` })
  ids?: string[] | null;

  @Field(() => [AlertStatus], { nullable: true })
  statuses?: AlertStatus[] | null;

  @Field(() => [Severity], { nullable: true })
  severities?: Severity[] | null;

  @Field(() => String, { nullable: true, description: 'Text in the name or in the labels, whatever its case.' })
  search?: string | null;

  @Field(() => ID, { nullable: true, description: 'Alerts that belong, or belonged, to this incident.' })
  incidentId?: string | null;
}

/** The filter as conditions on the table `alert`. */
export function alertConditions({ ids, statuses, severities, search, incidentId }: AlertFilter): Prisma.Sql[] {
  return [
    ids && idIn(Prisma.sql`id`, ids),
    statuses && wordIn(Prisma.sql`status`, statuses),
    severities && wordIn(Prisma.sql`severity`, severities),
    search?.trim() ? textIn([Prisma.sql`name`, Prisma.sql`labels::text`], search.trim()) : null,
    incidentId != null && Prisma.sql`id IN (SELECT alert_id FROM incident_alert WHERE ${idIn(Prisma.sql`incident_id`, [incidentId])})`,
  ].filter((condition) => condition instanceof Prisma.Sql);
}
