import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { type Counted, countFacet, countLabels, countRows, type FacetCount } from '../filter/countFacet.ts';
import type { AlertFacetsType } from '../filter/facets.type.ts';
import { alertConditions, type AlertFilter } from './alertFilter.ts';

/** Counts of the alerts that meet a filter, each under the other conditions of the filter. */
export async function alertFacets(db: IncidentsDb, filter: AlertFilter): Promise<AlertFacetsType> {
  const under = async (conditions: AlertFilter): Promise<Counted> => ({
    table: Prisma.sql`alert`,
    time: Prisma.sql`changed_at`,
    conditions: await alertConditions(db, conditions),
  });
  const facet = async (own: keyof AlertFilter, column: Prisma.Sql): Promise<FacetCount[]> =>
    countFacet(db, await under({ ...filter, [own]: null }), column);
  const all = await under(filter);
  return {
    ...(await countRows(db, all)),
    statuses: await facet('statuses', Prisma.sql`status`),
    severities: await facet('severities', Prisma.sql`severity`),
    integrations: await facet('integrationIds', Prisma.sql`integration_id`),
    labels: await countLabels(db, all),
  };
}
