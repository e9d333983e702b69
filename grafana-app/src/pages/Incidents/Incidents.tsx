import React, { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, LoadingBar, useTheme2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { AnyIncidentDocument, type IncidentRowFragment, IncidentsDocument } from '../../api/generated/graphql';
import { availability, useReasonAgainst } from '../../api/useReasonAgainst';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { ArrivalPill } from '../../components/ArrivalPill/ArrivalPill';
import { ExportMenu } from '../../components/ExportMenu/ExportMenu';
import { Failure, Warnings } from '../../components/Failure/Failure';
import { Histogram } from '../../components/Histogram/Histogram';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { LoadMore } from '../../components/LoadMore/LoadMore';
import { FirstAlert } from '../../components/Onboarding/FirstAlert';
import { NothingInScope } from '../../components/Scope/NothingInScope';
import { ScopeBadge } from '../../components/Scope/ScopeBadge';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { BATCH } from '../../export/readAll';
import { KeysHelp } from '../../keyboard/KeysHelp';
import { useListKeys } from '../../keyboard/useListKeys';
import { paths } from '../../routing/paths';
import { useArrivals } from '../../time/useArrivals';
import { formatTotal } from '../../words/counts';
import { plain } from '../../words/plain';
import { BulkBar } from './BulkBar';
import { BulkProgress } from './BulkProgress';
import { CreateIncident } from './CreateIncident';
import { keepLayout, type Layout, readLayout } from './columns';
import { exportColumns } from './exportColumns';
import { faultOfMatchers, IncidentFilters } from './IncidentFilters';
import { isUsual, readIncidentFilter, toIncidentFilter } from './incidentFilter';
import { IncidentHead, IncidentRow } from './IncidentRow';
import { LayoutMenu } from './LayoutMenu';
import { ViewPicker } from './ViewPicker';
import { readSettings, useViews, type ViewSettings } from './useViews';
import { useBulk } from './useBulk';
import { useIncidents } from './useIncidents';
import { type Selection, useSelection } from './useSelection';

/** The list of incidents: the open ones unless the address says otherwise, newest first, live. */
export function Incidents() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readIncidentFilter(params), [params]);
  const asked = useMemo(() => toIncidentFilter(filter), [filter]);
  const { arrived, arrive } = useArrivals();
  const list = useIncidents(asked, arrive);
  const selection = useSelection(list.rows, JSON.stringify(asked));
  const bulk = useBulk();
  const [resolving, setResolving] = useState(false);
  const [creating, setCreating] = useState(false);
  const reasonAgainst = useReasonAgainst();
  const [layout, setLayout] = useState(readLayout);
  const views = useViews();
  const apply = useCallback(
    ({ filter: saved, layout: as }: ViewSettings) => {
      setParams(saved, { replace: true });
      setLayout(as);
    },
    [setParams]
  );
  useDefaultView(views, params, apply);
  const change = useCallback(
    (next: (params: URLSearchParams) => URLSearchParams) => setParams(next, { replace: true }),
    [setParams]
  );
  const clear = () => setParams({ status: 'any' }, { replace: true });
  const total = list.isPlaceholderData ? undefined : list.total;
  const count =
    total === undefined
      ? undefined
      : t('incidents.count', '{{total}} incidents', {
          ...plain,
          count: total,
          total: formatTotal(total),
          defaultValue_one: '{{total}} incident',
          defaultValue_other: '{{total}} incidents',
        });

  return (
    <AreaPage
      renderTitle={() => <h1>{t('incidents.title', 'Incidents')}</h1>}
      actions={
        <PageActions>
          <ScopeBadge />
          <ViewPicker views={views} params={params} layout={layout} apply={apply} />
          <LayoutMenu
            layout={layout}
            onChange={(next) => {
              keepLayout(next);
              setLayout(next);
            }}
          />
          <ExportMenu
            name="incidents"
            disabled={list.rows.length === 0}
            columns={exportColumns}
            read={async (after, signal) => {
              const answer = await ask(IncidentsDocument, { filter: asked, first: BATCH, after, count: false }, signal);
              const { edges, pageInfo } = answer.data.incidents;
              return {
                rows: edges.map(({ node }) => node),
                next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
              };
            }}
          />
          <Button
            icon="plus"
            onClick={() => setCreating(true)}
            {...availability(false, reasonAgainst('incidents:open'))}
          >
            <Trans i18nKey="incidents.create">New incident</Trans>
          </Button>
        </PageActions>
      }
    >
      <IncidentFilters filter={filter} error={list.error} count={count} change={change} />
      <BulkProgress bulk={bulk} />
      <Content
        list={list}
        arrived={arrived}
        usual={isUsual(filter)}
        clear={clear}
        layout={layout}
        selection={selection}
        acknowledge={(ids) =>
          bulk.start.mutate(
            { verb: 'ACKNOWLEDGE', ...(selection.all ? { filter: asked } : { ids }) },
            { onSuccess: selection.clear }
          )
        }
        resolve={() => setResolving(true)}
      />
      {creating && <CreateIncident onClose={() => setCreating(false)} />}
      <BulkBar
        selection={selection}
        bulk={bulk}
        filter={asked}
        total={total}
        loaded={list.rows.length}
        resolving={resolving}
        setResolving={setResolving}
      />
    </AreaPage>
  );
}

/** Opens the list with the view that this person chose, once, unless the address already says what to show. */
function useDefaultView(
  { views, isSettled }: ReturnType<typeof useViews>,
  params: URLSearchParams,
  apply: (settings: ViewSettings) => void
) {
  const [opened] = useState(() => [...params].length === 0);
  const done = useRef(!opened);
  useEffect(() => {
    const chosen = views?.find(({ isDefault }) => isDefault);
    if (isSettled && !done.current) {
      done.current = true;
      if (chosen && [...params].length === 0) {
        apply(readSettings(chosen.settings));
      }
    }
  }, [views, isSettled, params, apply]);
}

interface ContentProps {
  list: ReturnType<typeof useIncidents>;
  arrived: ReadonlySet<string>;
  /** Whether nothing but the usual filter is set. */
  usual: boolean;
  clear(): void;
  layout: Layout;
  selection: Selection;
  acknowledge(ids: string[]): void;
  resolve(): void;
}

function Content({ list, arrived, usual, clear, layout, selection, acknowledge, resolve }: ContentProps) {
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
    held: { start, count, toTop },
  } = list;
  const narrow = useTheme2().breakpoints.values.md > window.innerWidth;
  const { marked, helping, setHelping } = useKeys({ rows, selection, acknowledge, resolve });
  if (isPending) {
    return <Skeleton rows={10} />;
  }
  if (error && rows.length === 0) {
    return faultOfMatchers(error) === undefined ? <Failure error={error} retry={() => void refetch()} /> : null;
  }
  const selectedRows = rows.filter(({ id }) => selection.isSelected(id)).length;
  return (
    <>
      {helping && <KeysHelp close={() => setHelping(false)} />}
      {isPlaceholderData && <LoadingBar width={200} />}
      {error && !isFetchNextPageError ? <Failure error={error} retry={() => void refetch()} /> : null}
      <Warnings warnings={list.warnings} retry={() => void refetch()} />
      {rows.length === 0 ? (
        <Nothing usual={usual} clear={clear} />
      ) : (
        <>
          <Histogram rows={rows} />
          <ArrivalPill count={count} show={toTop} />
          <div ref={start} />
          <VirtualRows
            label={t('incidents.title', 'Incidents')}
            rows={rows}
            usualHeight={narrow ? 112 : layout.dense ? 33 : 45}
            shown={marked}
            head={
              <IncidentHead
                layout={layout}
                selected={selectedRows === 0 ? 'none' : selectedRows === rows.length ? 'all' : 'some'}
                onSelect={selectedRows === rows.length ? selection.clear : selection.selectLoaded}
              />
            }
          >
            {(incident) => (
              <IncidentRow
                incident={incident}
                arrived={arrived.has(incident.id)}
                layout={layout}
                marked={marked !== undefined && rows[marked]?.id === incident.id}
                selection={{
                  selected: selection.isSelected(incident.id),
                  toggle: (range) => selection.toggle(incident.id, range),
                }}
              />
            )}
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

interface KeyProps extends Pick<ContentProps, 'selection' | 'acknowledge' | 'resolve'> {
  rows: IncidentRowFragment[];
}

/** The keys of the list: which row they are at, and what they do. The mark stays at its incident when others come in above. */
function useKeys({ rows, selection, acknowledge, resolve }: KeyProps) {
  const navigate = useNavigate();
  const [markedId, setMarkedId] = useState<string>();
  const [helping, setHelping] = useState(false);
  const at = rows.findIndex(({ id }) => id === markedId);
  const move = (step: number) => setMarkedId(rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.id);
  const isAny = selection.all || selection.ids.size > 0;
  useListKeys({
    j: () => move(1),
    k: () => move(-1),
    '?': () => setHelping(true),
    '/': () => document.querySelector<HTMLInputElement>('input[data-list-search]')?.focus(),
    ...(at >= 0 && {
      Enter: () => markedId !== undefined && navigate(paths.incident(markedId)),
      x: () => markedId !== undefined && selection.toggle(markedId),
    }),
    ...((isAny || at >= 0) && {
      a: () => acknowledge(isAny ? [...selection.ids] : [markedId ?? '']),
      r: () => {
        if (!isAny && markedId !== undefined) {
          selection.toggle(markedId);
        }
        resolve();
      },
      Escape: () => {
        selection.clear();
        setMarkedId(undefined);
      },
    }),
  });
  return { marked: at >= 0 ? at : undefined, helping, setHelping };
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
    <NothingInScope>
      <FirstAlert title={t('incidents.none.ever', 'No incidents yet')} />
    </NothingInScope>
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
