import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CheckEnrichmentRulesDocument,
  type EnrichmentRuleFieldsFragment,
  type EnrichmentRuleInput,
  EnrichmentRulesDocument,
  LookupTablesDocument,
  SaveEnrichmentRulesDocument,
} from '../../api/generated/graphql';

/** A rule as it is edited: without an id until it is saved, with a key for lists. */
export type DraftRule = EnrichmentRuleInput & { key: string };

export const enrichmentKey = ['enrichment'];

/** The live rules as a draft begins. */
export function useRules() {
  return useQuery({
    queryKey: [...enrichmentKey, 'rules'],
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
export function useProblems(rules: DraftRule[]) {
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

/** Saves a draft; what is live is read again whatever comes of it. */
export function useSaveRules() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ rules, version }: { rules: DraftRule[]; version: number }) =>
      ask(SaveEnrichmentRulesDocument, { rules: toInput(rules), expectedVersion: version }),
    onSuccess: () => client.invalidateQueries({ queryKey: [...enrichmentKey, 'rules'] }),
  });
}

export function toDraft(rule: EnrichmentRuleFieldsFragment): DraftRule {
  return { ...rule, key: rule.id };
}

export function toInput(rules: DraftRule[]): EnrichmentRuleInput[] {
  return rules.map(({ key: _, ...rule }) => rule);
}

/** Moves a rule by one place. */
export function moved(rules: DraftRule[], at: number, by: -1 | 1): DraftRule[] {
  const next = [...rules];
  const [rule] = next.splice(at, 1);
  if (rule !== undefined) {
    next.splice(at + by, 0, rule);
  }
  return next;
}
