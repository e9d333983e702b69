import { DateTimeScalar } from '#kit/schema';
import { Prisma } from '#prisma/generated/client';
import { Field, ID, InputType } from 'type-graphql';
import type { IncidentsDb } from '../context.ts';
import { IncidentStatus, Priority, Severity } from '../enums.ts';
import { idIn, mostIds, wordIn } from '../filter/filterSql.ts';
import { findMatches, meets, type Sought } from '../filter/findMatches.ts';
import { labelsMeet } from '../filter/labelsMeet.ts';
import { readMatchers } from '../filter/readMatchers.ts';

@InputType('IncidentFilter', { description: 'Which incidents: those that meet every condition given.' })
export class IncidentFilter {
  @Field(() => [ID], { nullable: true, description: `At most ${mostIds} ids.` })
  ids?: string[] | null;

  @Field(() => [IncidentStatus], { nullable: true })
  statuses?: IncidentStatus[] | null;

  @Field(() => [Severity], { nullable: true })
  severities?: Severity[] | null;

  @Field(() => [Priority], { nullable: true })
  priorities?: Priority[] | null;

  @Field(() => [ID], { nullable: true, description: 'Owned by one of these teams.' })
  ownerTeamIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Assigned to one of these people.' })
  assigneeIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Asleep, or awake.' })
  snoozed?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'Acknowledged by one of these people.' })
  acknowledgedByIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'With an alert of one of these integrations.' })
  integrationIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True for those that people are not told of, false for the others.' })
  quiet?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Conditions on the labels that all its alerts share, as Alertmanager writes them, e.g. `severity="critical", team=~"db|web"`.',
  })
  matchers?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Words of the title, the labels, the notes or what its alerts say, by how they begin and whatever their case; Chinese by any run of its characters; or the number, with or without #.',
  })
  search?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Opened at this moment or later.' })
  openedAfter?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Opened before this moment.' })
  openedBefore?: Date | null;
}

const found = Prisma.sql`lookup.incidents_found`;
const words = Prisma.sql`(SELECT s.words FROM incident_search s WHERE s.tenant_id = incident.tenant_id AND s.incident_id = incident.id)`;
const newest = Prisma.sql`SELECT words FROM incident_search ORDER BY incident_id DESC`;

/** The filter as conditions on the table `incident`. */
export async function incidentConditions(db: IncidentsDb, filter: IncidentFilter): Promise<Prisma.Sql[]> {
  const {
    ids,
    statuses,
    severities,
    priorities,
    ownerTeamIds,
    assigneeIds,
    acknowledgedByIds,
    integrationIds,
    snoozed,
    quiet,
    openedAfter,
    openedBefore,
  } = filter;
  const labels = readMatchers(filter.matchers ?? '');
  return [
    ids && idIn(Prisma.sql`id`, ids),
    statuses && wordIn(Prisma.sql`status`, 'IncidentStatus', statuses),
    // Said in so many words, the planner finds the index of what is open.
    statuses && !statuses.includes('RESOLVED') && Prisma.sql`status <> 'RESOLVED'`,
    severities && wordIn(Prisma.sql`severity`, 'Severity', severities),
    priorities && wordIn(Prisma.sql`priority`, 'Priority', priorities),
    ownerTeamIds && idIn(Prisma.sql`owner_team_id`, ownerTeamIds),
    assigneeIds && idIn(Prisma.sql`assignee_id`, assigneeIds),
    snoozed === true && Prisma.sql`snoozed_until IS NOT NULL`,
    snoozed === false && Prisma.sql`snoozed_until IS NULL`,
    acknowledgedByIds && idIn(Prisma.sql`acknowledged_by_id`, acknowledgedByIds),
    integrationIds && broughtBy(integrationIds),
    quiet != null && (quiet ? Prisma.sql`quiet IS NOT NULL` : Prisma.sql`quiet IS NULL`),
    ...labels.map((matcher) => labelsMeet(Prisma.sql`labels`, matcher)),
    await searched(db, { text: filter.search ?? '', labels }, ids != null),
    openedAfter && Prisma.sql`opened_at >= ${openedAfter}`,
    openedBefore && Prisma.sql`opened_at < ${openedBefore}`,
  ].filter((condition) => condition instanceof Prisma.Sql);
}

function broughtBy(integrationIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM incident_alert m JOIN alert a ON a.tenant_id = m.tenant_id AND a.id = m.alert_id
    WHERE m.tenant_id = incident.tenant_id AND m.incident_id = incident.id AND ${idIn(Prisma.sql`a.integration_id`, integrationIds)})`;
}

async function searched(db: IncidentsDb, sought: Sought, isFew: boolean): Promise<Prisma.Sql | null> {
  const inWords = isFew ? meets(words, sought) : await findMatches(db, sought, { found, words, newest });
  const number = /^#?(\d{1,9})$/.exec(sought.text.trim())?.[1];
  return number === undefined ? inWords : Prisma.sql`(number = ${Number(number)}::int OR ${inWords})`;
}
