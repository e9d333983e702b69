import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CreateGrafanaTargetDocument,
  CreateRuleFeedDocument,
  DeleteGrafanaTargetDocument,
  DeleteRuleFeedDocument,
  type GrafanaTargetInput,
  type GrafanaTargetRowFragment,
  GrafanaTargetsDocument,
  PushGrafanaTargetDocument,
  RuleFeedsDocument,
  type RuleFeedsQuery,
  UpdateGrafanaTargetDocument,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

export type RuleFeedRow = RuleFeedsQuery['ruleFeeds']['edges'][number]['node'];

const PAGE = 50;
/** While a Grafana is being pushed to, its result is a moment away. */
const BUSY_MS = 1_000;
const POLL_MS = 30_000;

/** Addresses that serve the rule file. */
export function useRuleFeeds() {
  return usePaged<RuleFeedRow>(['rules', 'feeds'], async (after, signal) => {
    const answer = await ask(RuleFeedsDocument, { first: PAGE, after }, signal);
    return toPage(answer.data.ruleFeeds, answer);
  });
}

/** Grafanas that get the rules, asked again while one of them is being pushed to. */
export function useGrafanaTargets() {
  return usePaged<GrafanaTargetRowFragment>(
    ['rules', 'grafanas'],
    async (after, signal) => {
      const answer = await ask(GrafanaTargetsDocument, { first: PAGE, after }, signal);
      return toPage(answer.data.grafanaTargets, answer);
    },
    (pages) => (pages.some(({ rows }) => rows.some(({ push }) => push.state === 'RUNNING')) ? BUSY_MS : POLL_MS)
  );
}

/** What can be done to both. */
export function useRuleTargetActions() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['rules'] });
  return {
    createFeed: useMutation({
      mutationFn: async (name: string) => (await ask(CreateRuleFeedDocument, { name })).data.createRuleFeed,
      onSuccess,
    }),
    removeFeed: useMutation({ mutationFn: (id: string) => ask(DeleteRuleFeedDocument, { id }), onSuccess }),
    saveGrafana: useMutation({
      mutationFn: async ({ id, input }: { id: string | undefined; input: GrafanaTargetInput }) =>
        id === undefined
          ? ask(CreateGrafanaTargetDocument, { input })
          : ask(UpdateGrafanaTargetDocument, { id, input }),
      onSuccess,
    }),
    removeGrafana: useMutation({ mutationFn: (id: string) => ask(DeleteGrafanaTargetDocument, { id }), onSuccess }),
    push: useMutation({ mutationFn: (id: string) => ask(PushGrafanaTargetDocument, { id }), onSuccess }),
  };
}
