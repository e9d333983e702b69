import React, { useCallback, useMemo } from 'react';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Button, EmptyState, LoadingBar, useTheme2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { AnyIncidentDocument } from '../../api/generated/graphql';
import { Failure, Warnings } from '../../components/Failure/Failure';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { Histogram } from '../../components/Histogram/Histogram';
import { Filters, PageActions, WideFilter } from '../../components/ListHeader/ListHeader';
import { LoadMore } from '../../components/LoadMore/LoadMore';
import { FirstAlert } from '../../components/Onboarding/FirstAlert';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { withText, withWords } from '../../routing/listParams';
import { useArrivals } from '../../time/useArrivals';
import { formatTotal } from '../../words/counts';
import { incidentStatuses, incidentStatusLook, severities, severityLook } from '../../words/incidents';
import { isUsual, readIncidentFilter, toIncidentFilter, withStatuses } from './incidentFilter';
import { IncidentHead, IncidentRow } from './IncidentRow';
import { useIncidents } from './useIncidents';
import { plain } from '../../words/plain';

/** The list of incidents: the open ones unless the address says otherwise, newest first, live. */
export function Incidents() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readIncidentFilter(params), [params]);
  const { arrived, arrive } = useArrivals();
  const list = useIncidents(toIncidentFilter(filter), arrive);
  const change = useCallback(
    (next: (params: URLSearchParams) => URLSearchParams) => setParams(next, { replace: true }),
    [setParams]
  );
  const search = useCallback((text: string) => change((params) => withText(params, 'q', text)), [change]);
  const clear = () => setParams({ status: 'any' }, { replace: true });
  const count =
    list.total === undefined || list.isPlaceholderData
      ? undefined
      : t('incidents.count', '{{total}} incidents', {
          ...plain,
          count: list.total,
          total: formatTotal(list.total),
          defaultValue_one: '{{total}} incident',
          defaultValue_other: '{{total}} incidents',
        });

  return (
    <PluginPage renderTitle={() => <h1>{t('incidents.title', 'Incidents')}</h1>} actions={<PageActions />}>
      <Filters count={count}>
        <FilterPills
          label={t('incidents.filter.status', 'Status')}
          options={incidentStatuses.map((value) => ({ value, ...incidentStatusLook(value) }))}
          selected={filter.statuses}
          onChange={(statuses) => change((params) => withStatuses(params, statuses))}
        />
        <FilterPills
          label={t('incidents.filter.severity', 'Severity')}
          options={severities.map((value) => ({ value, ...severityLook(value) }))}
          selected={filter.severities}
          onChange={(chosen) => change((params) => withWords(params, 'severity', chosen))}
        />
        <WideFilter>
          <SearchInput
            value={filter.search}
            placeholder={t('incidents.filter.search', 'Search titles and labels')}
            onChange={search}
          />
        </WideFilter>
      </Filters>
      <Content list={list} arrived={arrived} usual={isUsual(filter)} clear={clear} />
    </PluginPage>
  );
}

interface ContentProps {
  list: ReturnType<typeof useIncidents>;
  arrived: ReadonlySet<string>;
  /** Whether nothing but the usual filter is set. */
  usual: boolean;
  clear(): void;
}

function Content({ list, arrived, usual, clear }: ContentProps) {
  const {
    rows,
    isPending,
    error,
    refetch,
    isPlaceholderData,
    isFetchingNextPage,
    isFetchNextPageError,
    hasNextPage,
    fetchNextPage,
  } = list;
  const narrow = useTheme2().breakpoints.values.md > window.innerWidth;
  if (isPending) {
    return <Skeleton rows={10} />;
  }
  if (error && rows.length === 0) {
    return <Failure error={error} retry={() => void refetch()} />;
  }
  return (
    <>
      {isPlaceholderData && <LoadingBar width={200} />}
      {error && !isFetchNextPageError ? <Failure error={error} retry={() => void refetch()} /> : null}
      <Warnings warnings={list.warnings} retry={() => void refetch()} />
      {rows.length === 0 ? (
        <Nothing usual={usual} clear={clear} />
      ) : (
        <>
          <Histogram rows={rows} />
          <VirtualRows
            label={t('incidents.title', 'Incidents')}
            rows={rows}
            usualHeight={narrow ? 112 : 45}
            head={<IncidentHead />}
          >
            {(incident) => <IncidentRow incident={incident} arrived={arrived.has(incident.id)} />}
          </VirtualRows>
          <LoadMore
            hasMore={hasNextPage}
            loading={isFetchingNextPage}
            error={isFetchNextPageError ? error : null}
            load={() => void fetchNextPage()}
          />
        </>
      )}
    </>
  );
}

/** An empty list: nothing ever, nothing now, or nothing that matches. */
function Nothing({ usual, clear }: { usual: boolean; clear(): void }) {
  const any = useQuery({
    queryKey: ['any-incident'],
    queryFn: async ({ signal }) => (await ask(AnyIncidentDocument, {}, signal)).data.incidents.edges.length > 0,
    enabled: usual,
  });
  if (!usual) {
    return (
      <EmptyState
        variant="not-found"
        message={t('incidents.none.filtered', 'No incidents match')}
        button={
          <Button variant="secondary" onClick={clear}>
            <Trans i18nKey="incidents.none.clear">Clear all filters</Trans>
          </Button>
        }
      />
    );
  }
  if (any.isPending) {
    return <Skeleton rows={4} />;
  }
  return any.data === false ? (
    <FirstAlert title={t('incidents.none.ever', 'No incidents yet')} />
  ) : (
    <EmptyState
      variant="completed"
      message={t('incidents.none.open', 'No open incidents')}
      button={
        <Button variant="secondary" onClick={clear}>
          <Trans i18nKey="incidents.none.showAll">Show all incidents</Trans>
        </Button>
      }
    >
      <Trans i18nKey="incidents.none.calm">Everything is resolved. New incidents appear here by themselves.</Trans>
    </EmptyState>
  );
}
