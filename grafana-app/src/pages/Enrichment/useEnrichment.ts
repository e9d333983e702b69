import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CheckEnrichmentRulesDocument,
  EnrichmentRulesDocument,
  LookupTablesDocument,
  RestoreEnrichmentRulesDocument,
  SaveEnrichmentRulesDocument,
} from '../../api/generated/graphql';
import { type Draft, type DraftRule, toInput } from './draft';

export const enrichmentKey = ['enrichment'];
const rulesKey = [...enrichmentKey, 'rules'];

/** The live rules as a draft begins. */
export function useRules() {
  return useQuery({
    queryKey: rulesKey,
    queryFn: async ({ signal }) => (await ask(EnrichmentRulesDocument, {}, signal)).data.enrichmentRules,
  });
}

/** Look-up tables, as many as a tenant may have. */
export function useTables() {
  return useQuery({
    queryKey: [...enrichmentKey, 'tables'],
    queryFn: async ({ signal }) => {
      const { data } = await ask(LookupTablesDocument, { first: 50, after: null }, signal);
      return data.lookupTables.edges.map(({ node }) => node);
    },
  });
}

/** What makes no sense in a draft, as the platform sees it; asked again whenever it changes. */
export function useProblems(rules: readonly DraftRule[]) {
  const input = toInput(rules);
  const { data } = useQuery({
    queryKey: [...enrichmentKey, 'check', input],
    queryFn: async ({ signal }) =>
      (await ask(CheckEnrichmentRulesDocument, { rules: input }, signal)).data.checkEnrichmentRules,
    enabled: input.length > 0,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  return input.length === 0 ? [] : (data ?? []);
}

/**
 * Saves a draft. What is live is known from the answer, and after a refusal it is read again.
 * @param onSaved is called together with what is live, so that nothing between the two is ever shown.
 */
export function useSaveRules(onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ draft, note }: { draft: Draft; note: string }) => {
      const rules = toInput(draft.rules);
      const variables = { rules, expectedVersion: draft.version, note: note.trim() || null };
      return (await ask(SaveEnrichmentRulesDocument, variables)).data.saveEnrichmentRules;
    },
    onSuccess: (live) => {
      client.setQueryData(rulesKey, live);
      onSaved();
    },
    onError: () => client.invalidateQueries({ queryKey: rulesKey }),
  });
}

/** Makes the rules of an earlier version live again. */
export function useRestoreRules() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (variables: { version: number; expectedVersion: number }) =>
      (await ask(RestoreEnrichmentRulesDocument, variables)).data.restoreEnrichmentRules,
    onSuccess: (live) => client.setQueryData(rulesKey, live),
    onError: () => client.invalidateQueries({ queryKey: rulesKey }),
  });
}
