import React, { useCallback, useMemo, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Button, EmptyState, LoadingBar } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import type { AlertFilter } from '../../api/generated/graphql';
import { AlertRow } from '../../components/AlertRows/AlertRow';
import { Failure, Warnings } from '../../components/Failure/Failure';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { Filters, PageActions, WideFilter } from '../../components/ListHeader/ListHeader';
import { LoadMore } from '../../components/LoadMore/LoadMore';
import { FirstAlert } from '../../components/Onboarding/FirstAlert';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { readWords, withText, withWords } from '../../routing/listParams';
import { useArrivals } from '../../time/useArrivals';
import { formatTotal } from '../../words/counts';
import { alertStatuses, alertStatusLook, severities, severityLook } from '../../words/incidents';
import { useAlerts } from './useAlerts';
import { plain } from '../../words/plain';

/** The alert events received, latest first, live; each unfolds into all that is known of it. */
export function Alerts() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readAlertFilter(params), [params]);
  const { arrived, arrive } = useArrivals();
  const list = useAlerts(filter, arrive);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(filter.ids ?? []));
  const change = useCallback(
    (next: (params: URLSearchParams) => URLSearchParams) => setParams(next, { replace: true }),
    [setParams]
  );
  const search = useCallback((text: string) => change((params) => withText(params, 'q', text)), [change]);
  const clear = () => setParams({}, { replace: true });
  const toggle = (id: string) =>
    setOpen((before) => new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]));
  const { rows, error, total, isPending, refetch } = list;
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
    <PluginPage renderTitle={() => <h1>{t('alerts.title', 'Alert events')}</h1>} actions={<PageActions />}>
      <Filters count={count}>
        <FilterPills
          label={t('alerts.filter.status', 'Status')}
          options={alertStatuses.map((value) => ({ value, ...alertStatusLook(value) }))}
          selected={filter.statuses ?? []}
          onChange={(chosen) => change((params) => withWords(params, 'status', chosen))}
        />
        <FilterPills
          label={t('alerts.filter.severity', 'Severity')}
          options={severities.map((value) => ({ value, ...severityLook(value) }))}
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
        {filter.ids && (
          <Button variant="secondary" icon="times" onClick={clear}>
            <Trans i18nKey="alerts.filter.single">Only one alert: show all</Trans>
          </Button>
        )}
      </Filters>
      {isPending ? (
        <Skeleton rows={10} />
      ) : (
        <>
          {list.isPlaceholderData && <LoadingBar width={200} />}
          {error && !list.isFetchNextPageError ? <Failure error={error} retry={again} /> : null}
          <Warnings warnings={list.warnings} retry={again} />
          {rows.length === 0 && !error && <Nothing filtered={[...params.keys()].length > 0} clear={clear} />}
          {rows.length > 0 && (
            <>
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
    </PluginPage>
  );
}

function readAlertFilter(params: URLSearchParams): AlertFilter {
  const statuses = readWords(params, 'status', alertStatuses);
  const chosen = readWords(params, 'severity', severities);
  const search = (params.get('q') ?? '').trim();
  const id = params.get('id');
  return {
    ...(id && { ids: [id] }),
    ...(statuses.length > 0 && { statuses }),
    ...(chosen.length > 0 && { severities: chosen }),
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
    <FirstAlert title={t('alerts.none.ever', 'No alerts yet')} />
  );
}
