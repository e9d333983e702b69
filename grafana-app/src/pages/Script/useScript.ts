import { useEffect, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import {
  ArchiveScriptDocument,
  CancelScriptTestDocument,
  SaveScriptDocument,
  ScriptDetailDocument,
  type ScriptFieldsFragment,
  type ScriptInput,
  type ScriptJobFragment,
  ScriptTestDocument,
  type ScriptTestInput,
  ScriptVersionsDocument,
  TestScriptDocument,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { followOutput, type Written } from '../../components/RunOutput/followOutput';
import { forgetDraft } from '../../drafts/keptDrafts';
import { useBell } from '../../components/RunOutput/useBell';
import { scriptsKey } from '../Scripts/useScripts';
import type { ScriptVersion } from './scriptDraft';

export type SavedScript = ScriptFieldsFragment;

/** Under which the unsaved draft of a script is kept; null for a new one. */
export const draftName = (id: string | null) => `script/${id ?? 'new'}`;

export function useScript(id: string) {
  return useQuery({
    queryKey: [...scriptsKey, 'one', id],
    queryFn: async ({ signal }) => found((await ask(ScriptDetailDocument, { id }, signal)).data.script),
    // What is being edited must not change under the hands; saving tells of somebody who was faster.
    refetchOnWindowFocus: false,
  });
}

export function useScriptVersions(id: string) {
  return usePaged<ScriptVersion>([...scriptsKey, 'versions', id], async (after, signal) => {
    const answer = await ask(ScriptVersionsDocument, { id, first: 50, after }, signal);
    return toPage<ScriptVersion>(found(answer.data.script).versions, answer);
  });
}

export function useSaveScript() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (input: ScriptInput) => (await ask(SaveScriptDocument, { input })).data.saveScript,
    onSuccess: (script, { id }) => {
      forgetDraft(draftName(id ?? null));
      queryClient.setQueryData([...scriptsKey, 'one', script.id], script);
      void queryClient.invalidateQueries({ queryKey: [...scriptsKey, 'list'] });
      void queryClient.invalidateQueries({ queryKey: [...scriptsKey, 'versions', script.id] });
    },
  });
}

export function useArchiveScript() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (variables: { id: string; force: boolean }) => ask(ArchiveScriptDocument, variables),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: scriptsKey }),
  });
}

/** Begins a test of a script, and calls one off. */
export function useTestVerbs() {
  return {
    begin: useMutation({
      mutationFn: async (input: ScriptTestInput) => (await ask(TestScriptDocument, { input })).data.testScript.id,
    }),
    cancel: useMutation({ mutationFn: (id: string) => ask(CancelScriptTestDocument, { id }) }),
  };
}

/** A test under way: how its job stands, and what it printed so far. */
export interface FollowedTest {
  job: ScriptJobFragment | undefined;
  written: Written | undefined;
}

/** Follows a test to its end; nothing while none was begun. */
export function useTest(id: string | undefined): FollowedTest {
  const [seen, setSeen] = useState<FollowedTest & { id?: string }>({ job: undefined, written: undefined });
  const bell = useBell({ ids: id === undefined ? [] : [id] });
  useEffect(() => {
    if (id === undefined) {
      return;
    }
    const stop = new AbortController();
    void followOutput(
      async (after, signal) => {
        const { edges } = (await ask(ScriptTestDocument, { id, after }, signal)).data.runnerJobs;
        const { output, ...job } = found(edges[0]?.node);
        setSeen((before) => ({ id, job, written: before.id === id ? before.written : undefined }));
        return output;
      },
      bell,
      stop.signal,
      (written) => setSeen((before) => ({ id, job: before.id === id ? before.job : undefined, written }))
    );
    return () => stop.abort();
  }, [id, bell]);
  return seen.id === id ? seen : { job: undefined, written: undefined };
}
