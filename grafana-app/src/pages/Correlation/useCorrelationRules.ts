import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  type CorrelationRuleInput,
  type CorrelationRuleRowFragment,
  CorrelationRulesDocument,
  CreateCorrelationRuleDocument,
  DeleteCorrelationRuleDocument,
  MoveCorrelationRuleDocument,
  UpdateCorrelationRuleDocument,
} from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

const rulesKey = ['correlationRules'];

/** The correlation rules in their order, and what can be done to them. Whatever comes of a verb, the list is read again. */
export function useCorrelationRules() {
  const list = usePaged<CorrelationRuleRowFragment>([...rulesKey, 'all'], async (after, signal) => {
    const answer = await ask(CorrelationRulesDocument, { first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.correlationRules, answer);
  });
  const update = useVerb(({ id, input }: { id: string; input: CorrelationRuleInput }) =>
    ask(UpdateCorrelationRuleDocument, { id, input })
  );
  const move = useVerb((to: { id: string; position: number }) => ask(MoveCorrelationRuleDocument, to));
  const remove = useVerb((id: string) => ask(DeleteCorrelationRuleDocument, { id }));
  return { list, update, move, remove };
}

/** Makes a rule, or sets all of the one of this id. */
export function useSaveCorrelationRule(id: string | undefined) {
  return useVerb((input: CorrelationRuleInput): Promise<unknown> =>
    id === undefined ? ask(CreateCorrelationRuleDocument, { input }) : ask(UpdateCorrelationRuleDocument, { id, input })
  );
}

function useVerb<Variables>(run: (variables: Variables) => Promise<unknown>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: run, onSettled: () => queryClient.invalidateQueries({ queryKey: rulesKey }) });
}

/** A rule as it is sent back. */
export function toInput({
  name,
  enabled,
  matchers,
  windowMinutes,
  labels,
  mostHops,
  mode,
  mostIncidents,
}: CorrelationRuleRowFragment): CorrelationRuleInput {
  return {
    ...{ name, enabled, windowMinutes, labels, mostHops, mode, mostIncidents },
    matchers: matchers.map(({ name, operator, value }) => ({ name, operator, value })),
  };
}
