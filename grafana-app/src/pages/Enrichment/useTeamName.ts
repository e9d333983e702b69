import { useCallback } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { FindTeamsDocument } from '../../api/generated/graphql';

const MOST = 100;

/** Tells the name of a team by its id; the beginning of the id where the name is not known. */
export function useTeamName(): (id: string) => string {
  const { data } = useQuery({
    queryKey: ['teams', 'names'],
    queryFn: async ({ signal }) => {
      const { data } = await ask(FindTeamsDocument, { search: null, first: MOST }, signal);
      return new Map(data.teams.edges.map(({ node }) => [node.id, node.name]));
    },
    retry: false,
    staleTime: 60_000,
  });
  return useCallback((id: string) => data?.get(id) ?? id.slice(0, 8), [data]);
}
