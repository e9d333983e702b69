import { DateTimeScalar } from '#kit/schema';
import { Prisma } from '#prisma/generated/client';
import { Field, ID, InputType } from 'type-graphql';
import type { IncidentsDb } from '../context.ts';
import { AlertStatus, Severity } from '../enums.ts';
import { idIn, mostIds, wordIn } from '../filter/filterSql.ts';
import { findMatches, meets } from '../filter/findMatches.ts';
import { labelsMeet } from '../filter/labelsMeet.ts';
import { readMatchers } from '../filter/readMatchers.ts';

@InputType('AlertFilter', { description: 'Which alerts: those that meet every condition given.' })
export class AlertFilter {
  @Field(() => [ID], { nullable: true, description: `At most ${mostIds} ids.` })
  ids?: string[] | null;

  @Field(() => [AlertStatus], { nullable: true })
  statuses?: AlertStatus[] | null;

  @Field(() => [Severity], { nullable: true })
  severities?: Severity[] | null;

  @Field(() => [ID], { nullable: true, description: 'Last changed by one of these integrations.' })
  integrationIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Conditions on labels as Alertmanager writes them, e.g. `severity="critical", team=~"db|web"`.',
  })
  matchers?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words of the name, the labels or the annotations, by how they begin and whatever their case; Chinese by any run of its characters.',
  })
  search?: string | null;

  @Field(() => ID, { nullable: true, description: 'Alerts that belong, or belonged, to this incident.' })
  incidentId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Last changed at this moment or later.' })
  changedAfter?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Last changed before this moment.' })
  changedBefore?: Date | null;
}

const found = Prisma.sql`lookup.alerts_found`;
const indexedWords = Prisma.sql`(SELECT s.words FROM alert_search s WHERE s.tenant_id = alert.tenant_id AND s.alert_id = alert.id)`;
const newest = Prisma.sql`SELECT words FROM alert_search ORDER BY alert_id DESC`;
/** Of the row itself: an alert that has just come in is indexed a moment later, and live pages ask for it before. */
const ownWords = Prisma.sql`alert_words(name, labels, annotations)`;

/** The filter as conditions on the table `alert`. */
export async function alertConditions(db: IncidentsDb, filter: AlertFilter): Promise<Prisma.Sql[]> {
  const { ids, statuses, severities, integrationIds, incidentId, changedAfter, changedBefore } = filter;
  const labels = readMatchers(filter.matchers ?? '');
  const sought = { text: filter.search ?? '', labels };
  return [
    ids && idIn(Prisma.sql`id`, ids),
    statuses && wordIn(Prisma.sql`status`, 'AlertStatus', statuses),
    severities && wordIn(Prisma.sql`severity`, 'Severity', severities),
    integrationIds && idIn(Prisma.sql`integration_id`, integrationIds),
    ...labels.map((matcher) => labelsMeet(Prisma.sql`labels`, matcher)),
    ids ? meets(ownWords, sought) : await findMatches(db, sought, { found, words: indexedWords, newest }),
    incidentId != null && Prisma.sql`id IN (SELECT alert_id FROM incident_alert WHERE ${idIn(Prisma.sql`incident_id`, [incidentId])})`,
    changedAfter && Prisma.sql`changed_at >= ${changedAfter}`,
    changedBefore && Prisma.sql`changed_at < ${changedBefore}`,
  ].filter((condition) => condition instanceof Prisma.Sql);
}
