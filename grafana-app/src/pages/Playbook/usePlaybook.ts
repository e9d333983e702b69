import { useEffect, useMemo, useState } from 'react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import {
  CheckPlaybookDocument,
  NamedInPlaybooksDocument,
  NamedInScriptsDocument,
  PlaybookDetailDocument,
  type PlaybookDetailQuery,
  PlaybookVersionsDocument,
  type PlaybookVersionsQuery,
  RecipientsOfPlaybooksDocument,
  SavePlaybookDocument,
  type SavePlaybookInput,
  StartPlaybookDocument,
  type StartPlaybookInput,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { forgetDraft } from '../../drafts/keptDrafts';
import type { Definition } from '../../playbook/definition';
import type { Problem } from '../../playbook/problems';
import { useConnections } from '../N8n/useN8n';
import { playbooksKey } from '../Playbooks/usePlaybooks';
import type { Editor } from './editor/EditorContext';

export type Playbook = NonNullable<PlaybookDetailQuery['playbook']>;
export type PlaybookVersion = NonNullable<PlaybookVersionsQuery['playbook']>['versions']['edges'][number]['node'];

/** Typing pauses this long before what was written is checked. */
const REST_MS = 400;

export function usePlaybook(id: string | undefined) {
  return useQuery({
    queryKey: [...playbooksKey, 'one', id],
    queryFn: async ({ signal }) => found((await ask(PlaybookDetailDocument, { id: id ?? '' }, signal)).data.playbook),
    enabled: id !== undefined,
    // What is being edited must not change under the hands; saving tells of somebody who was faster.
    refetchOnWindowFocus: false,
  });
}

export function usePlaybookVersions(id: string) {
  return usePaged<PlaybookVersion>([...playbooksKey, 'versions', id], async (after, signal) => {
    const answer = await ask(PlaybookVersionsDocument, { id, first: 20, after }, signal);
    return toPage<PlaybookVersion>(found(answer.data.playbook).versions, answer);
  });
}

/** What is written: the form's definition, or the text of the file while that is what is edited. */
export type Draft = { definition: Definition; yaml?: undefined } | { yaml: string; definition?: undefined };

/** Under which the unsaved draft of a playbook is kept; null for a new one. */
export const draftName = (id: string | null) => `playbook/${id ?? 'new'}`;

const noProblems: readonly Problem[] = [];

/** What the platform finds wrong with what is written, once typing pauses. */
export function useCheck(draft: Draft) {
  const [rested, setRested] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => setRested(draft), REST_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  const { data, error, isFetching } = useQuery({
    queryKey: [...playbooksKey, 'check', rested],
    queryFn: async ({ signal }) =>
      (await ask(CheckPlaybookDocument, { input: rested }, signal)).data.checkPlaybook.problems,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    staleTime: 30_000,
  });
  return {
    problems: data ?? noProblems,
    error,
    /** Whether what is found is about what is written now. */
    isSettled: rested === draft && !isFetching && data !== undefined,
  };
}

export function useSavePlaybook() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (input: SavePlaybookInput) =>
      (await ask(SavePlaybookDocument, { input })).data.savePlaybook.playbook,
    onSuccess: (playbook, { id }) => {
      // Before the page hears of the new version, which opens the editor anew.
      forgetDraft(draftName(id ?? null));
      queryClient.setQueryData([...playbooksKey, 'one', playbook.id], playbook);
      void queryClient.invalidateQueries({ queryKey: [...playbooksKey, 'list'] });
      void queryClient.invalidateQueries({ queryKey: [...playbooksKey, 'versions', playbook.id] });
    },
  });
}

export function useStartPlaybook() {
  return useMutation({
    mutationFn: async (input: StartPlaybookInput) => (await ask(StartPlaybookDocument, { input })).data.startPlaybook,
  });
}

/** Names that steps may refer to. Who may not read one kind of it sees the others, and can write the rest by hand. */
export function useNames(): Editor['names'] {
  const playbooks = useQuery({
    queryKey: [...playbooksKey, 'named'],
    queryFn: async ({ signal }) => (await ask(NamedInPlaybooksDocument, {}, signal)).data,
    retry: false,
    staleTime: 30_000,
  }).data;
  const library = useQuery({
    queryKey: [...playbooksKey, 'library'],
    queryFn: async ({ signal }) => (await ask(NamedInScriptsDocument, {}, signal)).data,
    retry: false,
    staleTime: 30_000,
  }).data;
  const recipients = useQuery({
    queryKey: [...playbooksKey, 'recipients'],
    queryFn: async ({ signal }) => (await ask(RecipientsOfPlaybooksDocument, {}, signal)).data,
    retry: false,
    staleTime: 30_000,
  }).data;
  const n8n = useConnections().rows;
  return useMemo(
    () => ({
      n8n: n8n.map(({ name }) => name),
      playbook: names(playbooks?.playbooks),
      script: names(library?.scripts),
      secret: names(library?.secrets),
      credential: names(library?.credentials),
      channel: names(recipients?.channels),
      team: names(recipients?.teams),
      schedule: names(recipients?.schedules),
      person: names(recipients?.people),
    }),
    [playbooks, library, recipients, n8n]
  );
}

const names = (list: { edges: Array<{ node: { name: string } }> } | null | undefined) =>
  (list?.edges ?? []).map(({ node }) => node.name);
