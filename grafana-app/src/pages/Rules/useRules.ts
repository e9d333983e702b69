import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  AlertRuleFacetsDocument,
  type AlertRuleFilter,
  AlertRulesDocument,
  type RuleRowFragment,
  RuleSourcesDocument,
} from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** Rules come by their sources' schedules, of which no live event tells. */
const POLL_MS = 30_000;
/** Sources among which the list can be narrowed; there are rarely more than a few. */
const SOURCES = 200;

/** The list with its facets and the sources that it can be narrowed by. */
export function useRules(filter: AlertRuleFilter) {
  const list = usePaged<RuleRowFragment>(
    ['rules', 'list', filter],
    async (after, signal) => {
      const variables = { filter, first: PAGE_SIZE, after, count: after === null };
      const answer = await ask(AlertRulesDocument, variables, signal);
      return toPage(answer.data.alertRules, answer);
    },
    (pages) => (pages.length <= 3 ? POLL_MS : false)
  );
  const facets = useQuery({
    queryKey: ['rules', 'facets', filter],
    queryFn: async ({ signal }) => (await ask(AlertRuleFacetsDocument, { filter }, signal)).data.alertRuleFacets,
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
  const sources = useQuery({
    queryKey: ['rules', 'sources', 'names'],
    queryFn: async ({ signal }) => (await ask(RuleSourcesDocument, { first: SOURCES }, signal)).data.ruleSources,
  });
  return { list, facets: facets.data, sources: sources.data?.edges.map(({ node }) => node) };
}
