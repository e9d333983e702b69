import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CreateRuleSourceDocument,
  type CreateRuleSourceInput,
  DeleteRuleSourceDocument,
  RuleSourcesDocument,
  type RuleSourceRowFragment,
  SyncRuleSourceDocument,
  UpdateRuleSourceDocument,
  type UpdateRuleSourceInput,
} from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** While a source is being read its result is a moment away. */
const BUSY_MS = 1_000;
const POLL_MS = 30_000;

/** The sources, asked again while one of them is being read. */
export function useRuleSources() {
  return usePaged<RuleSourceRowFragment>(
    ['rules', 'sources', 'list'],
    async (after, signal) => {
      const answer = await ask(RuleSourcesDocument, { first: PAGE_SIZE, after }, signal);
      return toPage(answer.data.ruleSources, answer);
    },
    (pages) => (pages.some(({ rows }) => rows.some(({ sync }) => sync.state === 'RUNNING')) ? BUSY_MS : POLL_MS)
  );
}

/** What can be done to sources; each reads whatever shows rules again. */
export function useRuleSourceActions() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['rules'] });
  return {
    create: useMutation({
      mutationFn: (input: CreateRuleSourceInput) => ask(CreateRuleSourceDocument, { input }),
      onSuccess,
    }),
    update: useMutation({
      mutationFn: ({ id, input }: { id: string; input: UpdateRuleSourceInput }) =>
        ask(UpdateRuleSourceDocument, { id, input }),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => ask(DeleteRuleSourceDocument, { id }), onSuccess }),
    sync: useMutation({ mutationFn: (id: string) => ask(SyncRuleSourceDocument, { id }), onSuccess }),
  };
}
