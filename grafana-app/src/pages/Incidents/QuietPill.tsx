import React from 'react';
import { t } from '@grafana/i18n';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { QuietCountDocument } from '../../api/generated/graphql';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { withText } from '../../routing/listParams';
import { type ListFilter, toIncidentFilter } from './incidentFilter';

const REFRESH_MS = 30_000;

interface Props {
  filter: ListFilter;
  change(next: (params: URLSearchParams) => URLSearchParams): void;
}

/** Shows the incidents that people are not told of in place of the others, and says how many they are while they are not shown. */
export function QuietPill({ filter, change }: Props) {
  const asked = { ...toIncidentFilter(filter), quiet: true };
  const { data } = useQuery({
    queryKey: ['quietCount', asked],
    queryFn: async ({ signal }) => (await ask(QuietCountDocument, { filter: asked }, signal)).data.incidents.totalCount,
    refetchInterval: REFRESH_MS,
    placeholderData: (previous) => previous,
  });
  return (
    <FilterPills
      label={t('incidents.filter.quietLabel', 'People are not told of')}
      options={[{ value: 'quiet', text: t('incidents.filter.quiet', 'Quiet'), icon: 'bell-slash', count: data }]}
      selected={filter.quiet ? ['quiet'] : []}
      onChange={(chosen) => change((params) => withText(params, 'quiet', chosen.length > 0 ? '1' : ''))}
    />
  );
}
