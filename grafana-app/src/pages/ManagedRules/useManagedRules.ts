import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CreateManagedRuleDocument,
  DeleteManagedRuleDocument,
  type ManagedRuleInput,
  type ManagedRuleRowFragment,
  ManagedRulesDocument,
  RuleTemplatesDocument,
  UpdateManagedRuleDocument,
} from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** The rules that are kept here. */
export function useManagedRules() {
  return usePaged<ManagedRuleRowFragment>(['rules', 'managed', 'list'], async (after, signal) => {
    const answer = await ask(ManagedRulesDocument, { first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.managedRules, answer);
  });
}

/** The templates that the platform brings; they change with its version only. */
export function useRuleTemplates() {
  return useQuery({
    queryKey: ['ruleTemplates'],
    queryFn: async ({ signal }) => (await ask(RuleTemplatesDocument, {}, signal)).data.ruleTemplates,
    staleTime: Infinity,
  });
}

/** What can be done to managed rules; each reads whatever shows rules again. */
export function useManagedRuleActions() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['rules'] });
  return {
    save: useMutation({
      mutationFn: async ({ id, input }: { id: string | undefined; input: ManagedRuleInput }) =>
        id === undefined ? ask(CreateManagedRuleDocument, { input }) : ask(UpdateManagedRuleDocument, { id, input }),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => ask(DeleteManagedRuleDocument, { id }), onSuccess }),
  };
}
