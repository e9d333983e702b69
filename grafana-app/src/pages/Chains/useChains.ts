import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../../api/ask';
import {
  type ChainFragment,
  ChainsDocument,
  CreateChainDocument,
  DeleteChainDocument,
  NamedInChainsDocument,
  UpdateChainDocument,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { type DraftChain, toChainInput } from './chainDraft';

const chainsKey = ['chains'];

export function useChains() {
  return usePaged<ChainFragment>([...chainsKey, 'list'], async (after, signal) => {
    const answer = await ask(ChainsDocument, { first: 50, after }, signal);
    return toPage<ChainFragment>(answer.data.escalationChains, answer);
  });
}

/** What steps may name, with names by id. Who may not read one kind of it sees the others. */
export function useNamed() {
  const { data } = useQuery({
    queryKey: ['chains', 'named'],
    queryFn: async ({ signal }) => (await ask(NamedInChainsDocument, {}, signal)).data,
    retry: false,
    staleTime: 30_000,
  });
  return useMemo(() => {
    const nodes = (list: { edges: Array<{ node: { id: string; name: string } }> } | null | undefined) =>
      (list?.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }));
    const lists = {
      schedules: nodes(data?.schedules),
      channels: nodes(data?.channels),
      teams: nodes(data?.teams),
      people: nodes(data?.people),
    };
    const all = Object.values(lists).flat();
    return { ...lists, names: new Map(all.map(({ value, label }) => [value, label])) };
  }, [data]);
}

export function useSaveChain() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ draft, note }: { draft: DraftChain; note: string }) => {
      const chain = toChainInput(draft);
      const kept = note.trim() || null;
      await (draft.id === null
        ? ask(CreateChainDocument, { chain, note: kept })
        : ask(UpdateChainDocument, { id: draft.id, chain, expectedVersion: draft.version, note: kept }));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: chainsKey }),
  });
}

export function useDeleteChain() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ask(DeleteChainDocument, { id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: chainsKey }),
  });
}
