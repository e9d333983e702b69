import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  ExportScriptsDocument,
  ImportScriptsDocument,
  type ScriptFilter,
  ScriptsDocument,
  type ScriptsQuery,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { saveText } from '../Incident/parts/saveText';

/** Keys of everything about scripts begin so. */
export const scriptsKey = ['scripts'];

export type ScriptInList = ScriptsQuery['scripts']['edges'][number]['node'];

export function useScripts(filter: ScriptFilter) {
  return usePaged<ScriptInList>([...scriptsKey, 'list', filter], async (after, signal) => {
    const answer = await ask(ScriptsDocument, { filter, first: 50, after }, signal);
    return toPage<ScriptInList>(answer.data.scripts, answer);
  });
}

/** Gives the reader the whole library as one file. */
export function useExport() {
  return useMutation({
    mutationFn: async () => saveText('scripts.yaml', (await ask(ExportScriptsDocument, {})).data.exportScripts),
  });
}

/** Takes a file in, or only says what that would change. */
export function useImport() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (variables: { yaml: string; dryRun: boolean }) =>
      (await ask(ImportScriptsDocument, { ...variables, note: null })).data.importScripts,
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : queryClient.invalidateQueries({ queryKey: scriptsKey })),
  });
}
