import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { IncidentFacetsDocument, type IncidentFilter } from '../../api/generated/graphql';

/** How often counts are read again; they need not be of this second. */
const REFRESH_MS = 30_000;

/** How the incidents of a filter divide; undefined until that is known, and when it cannot be. */
export function useIncidentFacets(filter: IncidentFilter) {
  return useQuery({
    queryKey: ['incident-facets', filter],
    queryFn: async ({ signal }) => (await ask(IncidentFacetsDocument, { filter }, signal)).data.incidentFacets,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  }).data;
}
