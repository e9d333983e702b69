import React, { useCallback, useMemo, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, LoadingBar } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { type AlertFilter, AlertsDocument } from '../../api/generated/graphql';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { ArrivalPill } from '../../components/ArrivalPill/ArrivalPill';
import { AlertRow } from '../../components/AlertRows/AlertRow';
import { Failure, Warnings } from '../../components/Failure/Failure';
import { ExportMenu } from '../../components/ExportMenu/ExportMenu';
import { FacetPanel } from '../../components/FacetPanel/FacetPanel';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { Filters, PageActions, WideFilter } from '../../components/ListHeader/ListHeader';
import { LoadMore } from '../../components/LoadMore/LoadMore';
import { MatcherInput } from '../../components/MatcherInput/MatcherInput';
import { FirstAlert } from '../../components/Onboarding/FirstAlert';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { NothingInScope } from '../../components/Scope/NothingInScope';
import { ScopeBadge } from '../../components/Scope/ScopeBadge';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { BATCH } from '../../export/readAll';
import { hasMatcher, toggleMatcher } from '../../routing/withMatcher';
import { readWords, withText, withWords } from '../../routing/listParams';
import { useArrivals } from '../../time/useArrivals';
import { formatTotal } from '../../words/counts';
import { alertStatuses, alertStatusLook, severities, severityLook } from '../../words/incidents';
import { faultOfMatchers } from '../Incidents/IncidentFilters';
import { exportColumns } from './exportColumns';
import { useAlertFacets, useAlerts } from './useAlerts';
import { plain } from '../../words/plain';

/** The alert events received, latest first, live; each unfolds into all that is known of it. */
export function Alerts() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readAlertFilter(params), [params]);
  const { arrived, arrive } = useArrivals();
  const list = useAlerts(filter, arrive);
  const facets = useAlertFacets(filter);
  const [unfolded, setUnfolded] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(filter.ids ?? []));
  const change = useCallback(
    (next: (params: URLSearchParams) => URLSearchParams) => setParams(next, { replace: true }),
    [setParams]
  );
  const search = useCallback((text: string) => change((params) => withText(params, 'q', text)), [change]);
  const match = useCallback((text: string) => change((params) => withText(params, 'match', text)), [change]);
  const countOf = (values: Array<{ value: string; count: number }> | undefined, value: string) =>
    values && (values.find((each) => each.value === value)?.count ?? 0);
  const matchers = params.get('match') ?? '';
  const clear = () => setParams({}, { replace: true });
  const toggle = (id: string) =>
    setOpen((before) => new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]));
  const { rows, error, total, isPending, refetch } = list;
  const { start, toTop, count: waiting } = list.held;
  const again = () => void refetch();
  const count =
    total === undefined || list.isPlaceholderData
      ? undefined
      : t('alerts.count', '{{total}} alerts', {
          ...plain,
          count: total,
          total: formatTotal(total),
          defaultValue_one: '{{total}} alert',
          defaultValue_other: '{{total}} alerts',
        });

  return (
    <AreaPage
      renderTitle={() => <h1>{t('alerts.title', 'Alert events')}</h1>}
      actions={
        <PageActions>
          <ScopeBadge />
          <ExportMenu
            name="alerts"
            disabled={rows.length === 0}
            columns={exportColumns}
            read={async (after, signal) => {
              const answer = await ask(AlertsDocument, { filter, first: BATCH, after, count: false }, signal);
              const { edges, pageInfo } = answer.data.alerts;
              return {
                rows: edges.map(({ node }) => node),
                next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
              };
            }}
          />
        </PageActions>
      }
    >
      <Filters count={count}>
        <FilterPills
          label={t('alerts.filter.status', 'Status')}
          options={alertStatuses.map((value) => ({
            value,
            ...alertStatusLook(value),
            count: countOf(facets?.statuses, value),
          }))}
          selected={filter.statuses ?? []}
          onChange={(chosen) => change((params) => withWords(params, 'status', chosen))}
        />
        <FilterPills
          label={t('alerts.filter.severity', 'Severity')}
          options={severities.map((value) => ({
            value,
            ...severityLook(value),
            count: countOf(facets?.severities, value),
          }))}
          selected={filter.severities ?? []}
          onChange={(chosen) => change((params) => withWords(params, 'severity', chosen))}
        />
        <WideFilter>
          <SearchInput
            value={params.get('q') ?? ''}
            placeholder={t('alerts.filter.search', 'Search names and labels')}
            onChange={search}
          />
        </WideFilter>
        <WideFilter>
          <MatcherInput value={matchers} fault={faultOfMatchers(error)} onChange={match} />
        </WideFilter>
        <Button
          variant="secondary"
          icon={unfolded ? 'angle-up' : 'filter'}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          {t('incidents.filter.more', 'Facets')}
        </Button>
        {filter.ids && (
          <Button variant="secondary" icon="times" onClick={clear}>
            <Trans i18nKey="alerts.filter.single">Only one alert: show all</Trans>
          </Button>
        )}
      </Filters>
      {unfolded && facets && (
        <FacetPanel
          counted={facets.counted}
          isComplete={facets.isComplete}
          facets={facets.labels.map(({ name, values }) => ({
            name,
            values: values.map(({ value, count: found }) => ({
              value,
              count: found,
              selected: hasMatcher(matchers, name, value),
            })),
            toggle: (value: string) => match(toggleMatcher(matchers, name, value)),
          }))}
        />
      )}
      {isPending ? (
        <Skeleton rows={10} />
      ) : (
        <>
          {list.isPlaceholderData && <LoadingBar width={200} />}
          {error && !list.isFetchNextPageError && faultOfMatchers(error) === undefined ? (
            <Failure error={error} retry={again} />
          ) : null}
          <Warnings warnings={list.warnings} retry={again} />
          {rows.length === 0 && !error && <Nothing filtered={[...params.keys()].length > 0} clear={clear} />}
          {rows.length > 0 && (
            <>
              <ArrivalPill count={waiting} show={toTop} />
              <div ref={start} />
              <VirtualRows label={t('alerts.title', 'Alert events')} rows={rows} usualHeight={56}>
                {(alert) => (
                  <AlertRow
                    alert={alert}
                    open={open.has(alert.id)}
                    onToggle={() => toggle(alert.id)}
                    arrived={arrived.has(alert.id)}
                  />
                )}
              </VirtualRows>
              <LoadMore
                hasMore={list.hasNextPage}
                loading={list.isFetchingNextPage}
                error={list.isFetchNextPageError ? error : null}
                load={() => void list.fetchNextPage()}
              />
            </>
          )}
        </>
      )}
    </AreaPage>
  );
}

function readAlertFilter(params: URLSearchParams): AlertFilter {
  const statuses = readWords(params, 'status', alertStatuses);
  const chosen = readWords(params, 'severity', severities);
  const search = (params.get('q') ?? '').trim();
  const matchers = (params.get('match') ?? '').trim();
  const id = params.get('id');
  return {
    ...(id && { ids: [id] }),
    ...(statuses.length > 0 && { statuses }),
    ...(chosen.length > 0 && { severities: chosen }),
    ...(matchers !== '' && { matchers }),
    ...(search !== '' && { search }),
  };
}

function Nothing({ filtered, clear }: { filtered: boolean; clear(): void }) {
  return filtered ? (
    <EmptyState
      variant="not-found"
      message={t('alerts.none.filtered', 'No alerts match')}
      button={
        <Button variant="secondary" onClick={clear}>
          <Trans i18nKey="alerts.none.clear">Clear all filters</Trans>
        </Button>
      }
    />
  ) : (
    <NothingInScope>
      <FirstAlert title={t('alerts.none.ever', 'No alerts yet')} />
    </NothingInScope>
  );
}
