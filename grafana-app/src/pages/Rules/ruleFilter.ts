import type { AlertRuleFilter } from '../../api/generated/graphql';
import { readWords } from '../../routing/listParams';
import { ruleHealths, ruleStates } from '../../words/rules';

/** The filter of the list as the address says it. */
export function readRuleFilter(params: URLSearchParams): AlertRuleFilter {
  const states = readWords(params, 'state', ruleStates);
  const healths = readWords(params, 'health', ruleHealths);
  const [search, metric, source] = ['q', 'metric', 'source'].map((name) => params.get(name)?.trim() ?? '');
  return {
    ...(states.length > 0 && { states }),
    ...(healths.length > 0 && { healths }),
    ...(search && { search }),
    ...(metric && { metric }),
    ...(source && { sourceIds: [source] }),
  };
}
