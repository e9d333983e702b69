import React, { useCallback, useMemo, useState } from 'react';
import { t } from '@grafana/i18n';
import { Button, InlineField } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { ApiError } from '../../api/errors';
import { FindTeamsDocument } from '../../api/generated/graphql';
import { type Facet, FacetPanel } from '../../components/FacetPanel/FacetPanel';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { Filters, WideFilter } from '../../components/ListHeader/ListHeader';
import { MatcherInput } from '../../components/MatcherInput/MatcherInput';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { TeamPicker } from '../../components/TeamPicker/TeamPicker';
import { withText, withWords } from '../../routing/listParams';
import { hasMatcher, toggleMatcher } from '../../routing/withMatcher';
import { incidentStatuses, incidentStatusLook, severities, severityLook } from '../../words/incidents';
import { QuietPill } from './QuietPill';
import { type ListFilter, toIncidentFilter, withStatuses } from './incidentFilter';
import { useIncidentFacets } from './useIncidentFacets';

interface Props {
  filter: ListFilter;
  /** The list's failure: what it says of the matchers is shown at them. */
  error: unknown;
  count: string | undefined;
  change(next: (params: URLSearchParams) => URLSearchParams): void;
}

/** Everything that narrows the list of incidents, with how many each choice would leave. */
export function IncidentFilters({ filter, error, count, change }: Props) {
  const [unfolded, setUnfolded] = useState(false);
  const facets = useIncidentFacets(toIncidentFilter(filter));
  const search = useCallback((text: string) => change((params) => withText(params, 'q', text)), [change]);
  const match = useCallback((text: string) => change((params) => withText(params, 'match', text)), [change]);
  const countOf = (values: Array<{ value: string; count: number }> | undefined, value: string) =>
    values && (values.find((each) => each.value === value)?.count ?? 0);
  const narrowed = filter.priorities.length + filter.owners.length;
  return (
    <>
      <Filters count={count}>
        <FilterPills
          label={t('incidents.filter.status', 'Status')}
          options={incidentStatuses.map((value) => ({
            value,
            ...incidentStatusLook(value),
            count: countOf(facets?.statuses, value),
          }))}
          selected={filter.statuses}
          onChange={(statuses) => change((params) => withStatuses(params, statuses))}
        />
        <FilterPills
          label={t('incidents.filter.severity', 'Severity')}
          options={severities.map((value) => ({
            value,
            ...severityLook(value),
            count: countOf(facets?.severities, value),
          }))}
          selected={filter.severities}
          onChange={(chosen) => change((params) => withWords(params, 'severity', chosen))}
        />
        <QuietPill filter={filter} change={change} />
        <WideFilter>
          <SearchInput
            value={filter.search}
            placeholder={t('incidents.filter.search', 'Search titles, labels and notes')}
            onChange={search}
          />
        </WideFilter>
        <WideFilter>
          <MatcherInput value={filter.matchers} fault={faultOfMatchers(error)} onChange={match} />
        </WideFilter>
        <Button
          variant="secondary"
          icon={unfolded ? 'angle-up' : 'filter'}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          {t('incidents.filter.more', 'Facets')}
          {narrowed > 0 && ` (${narrowed})`}
        </Button>
      </Filters>
      {unfolded && facets && <Facets facets={facets} filter={filter} change={change} match={match} />}
    </>
  );
}

/** What the platform has against the matchers, when it is they that it refuses. */
export function faultOfMatchers(error: unknown): string | undefined {
  return error instanceof ApiError && error.code === 'BAD_USER_INPUT' && error.detail.startsWith('"matchers"')
    ? error.detail
    : undefined;
}

interface FacetsProps extends Pick<Props, 'filter' | 'change'> {
  facets: NonNullable<ReturnType<typeof useIncidentFacets>>;
  match(text: string): void;
}

function Facets({ facets, filter, change, match }: FacetsProps) {
  const teams = useTeamNames();
  const { counted, isComplete, priorities, ownerTeams, labels } = facets;
  const within = (chosen: readonly string[], value: string) =>
    chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  const shown: Facet[] = [
    {
      name: t('incidents.column.priority', 'Priority'),
      values: priorities.map(({ value, count }) => ({
        value,
        count,
        selected: filter.priorities.some((chosen) => chosen === value),
      })),
      toggle: (value) => change((params) => withWords(params, 'priority', within(filter.priorities, value))),
    },
    {
      name: t('incidents.column.owner', 'Owner'),
      values: ownerTeams.map(({ value, count }) => ({
        value,
        text: teams.get(value) ?? value.slice(0, 8),
        count,
        selected: filter.owners.includes(value),
      })),
      toggle: (value) => change((params) => withText(params, 'owner', within(filter.owners, value).join(','))),
    },
    ...labels.map(({ name, values }): Facet => ({
      name,
      values: values.map(({ value, count }) => ({ value, count, selected: hasMatcher(filter.matchers, name, value) })),
      toggle: (value) => match(toggleMatcher(filter.matchers, name, value)),
    })),
  ];
  const owner = filter.owners.length === 1 ? filter.owners[0] : undefined;
  return (
    <>
      <FacetPanel facets={shown} counted={counted} isComplete={isComplete} />
      <InlineField label={t('incidents.filter.owner', 'Any owner team')}>
        <TeamPicker
          id="incidents-owner"
          width={30}
          value={owner === undefined ? null : { id: owner, name: teams.get(owner) ?? owner.slice(0, 8) }}
          onChange={(team) => change((params) => withText(params, 'owner', team?.id ?? ''))}
        />
      </InlineField>
    </>
  );
}

const MOST_TEAMS = 200;

/** Names of the tenant's teams by id, as far as one page of them goes. */
function useTeamNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['teams'],
    queryFn: async ({ signal }) =>
      (await ask(FindTeamsDocument, { search: null, first: MOST_TEAMS }, signal)).data.teams,
    staleTime: 60_000,
  });
  return useMemo(() => new Map(data?.edges.map(({ node }) => [node.id, node.name])), [data]);
}
