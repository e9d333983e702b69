import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../../api/ask';
import {
  CheckRoutesDocument,
  OwnerTeamsDocument,
  RestoreRoutesDocument,
  RoutesDocument,
  SaveRoutesDocument,
} from '../../api/generated/graphql';
import { useRested } from '../../tree/useRested';
import { type DraftNode, nestRoutes, toInput } from './draft';

const routesKey = ['routes'];

/** The live tree, nested, with its version, the open incidents of each node, and the teams that can own them. */
export function useRoutes() {
  const query = useQuery({
    queryKey: routesKey,
    queryFn: async ({ signal }) => (await ask(RoutesDocument, {}, signal)).data,
    refetchInterval: 30_000,
  });
  const { data } = query;
  const live = useMemo(() => data && nestRoutes(data.routes.nodes), [data]);
  const open = useMemo(() => new Map(data?.routes.nodes.map((node) => [node.key, node.openIncidents])), [data]);
  // Who may not read teams sees the names of their own only.
  const others = useQuery({
    queryKey: ['routes', 'teams'],
    queryFn: async ({ signal }) => (await ask(OwnerTeamsDocument, {}, signal)).data.teams.edges.map(({ node }) => node),
    retry: false,
    staleTime: 60_000,
  });
  const teams = useMemo(() => [...(data?.viewer.teams ?? []), ...(others.data ?? [])], [data, others.data]);
  return { ...query, live, open, teams, version: data?.routes.version ?? 0 };
}

/** What makes no sense in a draft, as the platform sees it; asked again whenever the draft rests. */
export function useProblems(draft: DraftNode | undefined) {
  const rested = useRested(draft);
  const tree = useMemo(() => rested && toInput(rested), [rested]);
  const { data } = useQuery({
    queryKey: ['routes', 'check', tree],
    queryFn: async ({ signal }) => (tree ? (await ask(CheckRoutesDocument, { tree }, signal)).data.checkRoutes : []),
    enabled: tree !== undefined,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  return data ?? [];
}

/** Saves a draft; what is live is read again whatever comes of it. */
export function useSaveRoutes() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ tree, version, note }: { tree: DraftNode; version: number; note: string }) =>
      ask(SaveRoutesDocument, { tree: toInput(tree), expectedVersion: version, note: note.trim() || null }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: routesKey }),
  });
}

/** Makes an earlier version live again. */
export function useRestoreRoutes() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (variables: { version: number; expectedVersion: number }) => ask(RestoreRoutesDocument, variables),
    onSettled: () => queryClient.invalidateQueries({ queryKey: routesKey }),
  });
}
