import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../../api/ask';
import {
  ChainNamesDocument,
  CheckPolicyDocument,
  FindTeamsDocument,
  PolicyDocument,
  RestorePolicyDocument,
  SavePolicyDocument,
} from '../../api/generated/graphql';
import { useRested } from '../../tree/useRested';
import { nestPolicy, type PolicyDraftNode, toPolicyInput } from './policyTree';

const policyKey = ['policy'];

/** The live policy, nested, with its version. */
export function usePolicy() {
  const query = useQuery({
    queryKey: policyKey,
    queryFn: async ({ signal }) => (await ask(PolicyDocument, {}, signal)).data.policy,
    refetchInterval: 30_000,
  });
  const live = useMemo(() => query.data && nestPolicy(query.data.nodes), [query.data]);
  return { ...query, live, version: query.data?.version ?? 0 };
}

/** The chains that there are, by name, and the teams that may own incidents. */
export function usePolicyNames() {
  const chains = useQuery({
    queryKey: ['chains', 'names'],
    queryFn: async ({ signal }) =>
      (await ask(ChainNamesDocument, {}, signal)).data.escalationChains.edges.map(({ node }) => node),
    staleTime: 30_000,
  });
  const teams = useQuery({
    queryKey: ['policy', 'teams'],
    queryFn: async ({ signal }) =>
      (await ask(FindTeamsDocument, { search: null, first: 200 }, signal)).data.teams.edges.map(({ node }) => node),
    retry: false,
    staleTime: 60_000,
  });
  return { chains: chains.data ?? [], teams: teams.data ?? [] };
}

/** What makes no sense in a draft, as the platform sees it; asked again whenever the draft rests. */
export function usePolicyProblems(draft: PolicyDraftNode | undefined) {
  const rested = useRested(draft);
  const tree = useMemo(() => rested && toPolicyInput(rested), [rested]);
  const { data } = useQuery({
    queryKey: ['policy', 'check', tree],
    queryFn: async ({ signal }) => (tree ? (await ask(CheckPolicyDocument, { tree }, signal)).data.checkPolicy : []),
    enabled: tree !== undefined,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  return data ?? [];
}

/** Saves a draft; what is live is read again whatever comes of it. */
export function useSavePolicy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ tree, version, note }: { tree: PolicyDraftNode; version: number; note: string }) =>
      ask(SavePolicyDocument, { tree: toPolicyInput(tree), expectedVersion: version, note: note.trim() || null }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: policyKey }),
  });
}

/** Makes an earlier version live again. */
export function useRestorePolicy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (variables: { version: number; expectedVersion: number }) => ask(RestorePolicyDocument, variables),
    onSettled: () => queryClient.invalidateQueries({ queryKey: policyKey }),
  });
}
