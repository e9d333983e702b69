import React, { useCallback } from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import type { AlertRuleFacetsQuery, AlertRuleFilter } from '../../api/generated/graphql';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { Filters, WideFilter } from '../../components/ListHeader/ListHeader';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { withText, withWords } from '../../routing/listParams';
import { formatTotal } from '../../words/counts';
import { ruleHealthLook, ruleHealths, ruleStateLook, ruleStates } from '../../words/rules';
import type { Look } from '../../words/incidents';

interface Props {
  filter: AlertRuleFilter;
  facets: AlertRuleFacetsQuery['alertRuleFacets'] | undefined;
  sources: ReadonlyArray<{ id: string; name: string }>;
  count: string | undefined;
  change(next: (now: URLSearchParams) => URLSearchParams): void;
}

/** What the list is narrowed by: where rules stand, whether they can be evaluated, whose they are, which metric they read. */
export function RuleFilters({ filter, facets, sources, count, change }: Props) {
  const search = useCallback((text: string) => change((now) => withText(now, 'q', text)), [change]);
  const byMetric = useCallback((text: string) => change((now) => withText(now, 'metric', text.trim())), [change]);
  const [source = null] = filter.sourceIds ?? [];
  return (
    <Filters count={count}>
      <FilterPills
        label={t('rules.filter.state', 'State')}
        options={ruleStates.map((value) => ({ value, ...counted(ruleStateLook(value), facets?.states, value) }))}
        selected={filter.states ?? []}
        onChange={(states) => change((now) => withWords(now, 'state', states))}
      />
      <FilterPills
        label={t('rules.filter.health', 'Health')}
        options={ruleHealths
          .filter((value) => value === 'ERROR')
          .map((value) => ({ value, ...counted(ruleHealthLook(value), facets?.healths, value) }))}
        selected={filter.healths ?? []}
        onChange={(healths) => change((now) => withWords(now, 'health', healths))}
      />
      <WideFilter>
        <SearchInput
          value={filter.search ?? ''}
          placeholder={t('rules.filter.search', 'Search names, queries and labels')}
          onChange={search}
        />
      </WideFilter>
      <WideFilter>
        <SearchInput
          value={filter.metric ?? ''}
          placeholder={t('rules.filter.metric', 'Reads this metric, e.g. up')}
          onChange={byMetric}
        />
      </WideFilter>
      {sources.length > 1 && (
        <Combobox
          aria-label={t('rules.filter.source', 'Source')}
          placeholder={t('rules.filter.anySource', 'Any source')}
          width="auto"
          minWidth={20}
          isClearable
          value={source}
          options={sources.map(({ id, name }) => ({
            value: id,
            label: counted({ text: name }, facets?.sources, id).text,
          }))}
          onChange={(chosen) => change((now) => withText(now, 'source', chosen?.value ?? ''))}
        />
      )}
    </Filters>
  );
}

type Counts = ReadonlyArray<{ value: string; count: number }>;

/** The words of a choice with how many rules it would show. */
function counted<Words extends Pick<Look, 'text'>>(words: Words, counts: Counts | undefined, value: string): Words {
  const count = counts?.find((each) => each.value === value)?.count;
  return counts === undefined ? words : { ...words, text: `${words.text} ${formatTotal(count ?? 0)}` };
}
