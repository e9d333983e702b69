import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { type Counted, countFacet, countLabels, countRows, type FacetCount } from '../filter/countFacet.ts';
import type { IncidentFacetsType } from '../filter/facets.type.ts';
import { type IncidentFilter, incidentConditions } from './incidentFilter.ts';

/** Counts of the incidents that meet a filter, each under the other conditions of the filter. */
export async function incidentFacets(db: IncidentsDb, filter: IncidentFilter): Promise<IncidentFacetsType> {
  const under = async (conditions: IncidentFilter): Promise<Counted> => ({
    table: Prisma.sql`incident`,
    time: Prisma.sql`opened_at`,
    conditions: await incidentConditions(db, conditions),
  });
  const facet = async (own: keyof IncidentFilter, column: Prisma.Sql): Promise<FacetCount[]> =>
    countFacet(db, await under({ ...filter, [own]: null }), column);
  const all = await under(filter);
  return {
    ...(await countRows(db, all)),
    statuses: await facet('statuses', Prisma.sql`status`),
    severities: await facet('severities', Prisma.sql`severity`),
    priorities: await facet('priorities', Prisma.sql`priority`),
    ownerTeams: await facet('ownerTeamIds', Prisma.sql`owner_team_id`),
    labels: await countLabels(db, all),
  };
}
