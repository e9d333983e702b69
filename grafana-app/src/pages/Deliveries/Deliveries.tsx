import React, { useCallback, useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, LoadingBar, MultiCombobox, RadioButtonGroup, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { DeliveriesDocument, type DeliveryFilter, type DeliveryStatus } from '../../api/generated/graphql';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { ExportMenu } from '../../components/ExportMenu/ExportMenu';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { Filters, PageActions, WideFilter } from '../../components/ListHeader/ListHeader';
import { PersonPicker } from '../../components/PersonPicker/PersonPicker';
import { ScopeBadge } from '../../components/Scope/ScopeBadge';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { PagedRows } from '../../components/Section/Section';
import { BATCH } from '../../export/readAll';
import { readWords, withText, withWords } from '../../routing/listParams';
import { formatTotal } from '../../words/counts';
import { noticeEvents, noticeEventWords } from '../../words/notices';
import { deliveryStatusLook } from '../../words/outcomes';
import { plain } from '../../words/plain';
import { ChannelStats } from './ChannelStats';
import { DeliveryRow } from './DeliveryRow';
import { exportColumns } from './exportColumns';
import { type Span, spans, useDeliveries, useDeliveryChoices } from './useDeliveries';
import { WhyPaged } from './WhyPaged';

const statuses: DeliveryStatus[] = ['PENDING', 'SENDING', 'DELIVERED', 'FAILED', 'CANCELLED'];

/** What was sent to whom and how it went; and why somebody was told of an incident, or was not. */
export function Deliveries() {
  const [params, setParams] = useSearchParams();
  const isWhy = params.get('tab') === 'why';
  const span = readSpan(params.get('span'));
  const filter = useMemo(() => readDeliveryFilter(params), [params]);
  return (
    <AreaPage
      renderTitle={() => <h1>{t('deliveries.title', 'Delivery history')}</h1>}
      actions={
        <PageActions live={false}>
          <ScopeBadge />
          {!isWhy && (
            <ExportMenu
              name="deliveries"
              disabled={false}
              columns={exportColumns}
              read={async (after, signal) => {
                const asked = { filter: within(filter, span), first: BATCH, after, count: false };
                const { edges, pageInfo } = (await ask(DeliveriesDocument, asked, signal)).data.deliveries;
                return {
                  rows: edges.map(({ node }) => node),
                  next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
                };
              }}
            />
          )}
        </PageActions>
      }
    >
      <TabsBar>
        <Tab
          label={t('deliveries.tab.list', 'Notices')}
          active={!isWhy}
          onChangeTab={() => setParams((now) => withText(now, 'tab', ''), { replace: true })}
        />
        <Tab
          label={t('deliveries.tab.why', 'Why was I told, or not?')}
          active={isWhy}
          onChangeTab={() => setParams((now) => withText(now, 'tab', 'why'), { replace: true })}
        />
      </TabsBar>
      <Below>{isWhy ? <WhyPaged /> : <History filter={filter} span={span} />}</Below>
    </AreaPage>
  );
}

function Below({ children }: { children: React.ReactNode }) {
  return <div className={useStyles2(getStyles).below}>{children}</div>;
}

function History({ filter, span }: { filter: DeliveryFilter; span: Span }) {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (next: (params: URLSearchParams) => URLSearchParams) => setParams(next, { replace: true }),
    [setParams]
  );
  const search = useCallback((text: string) => change((now) => withText(now, 'q', text)), [change]);
  const asked = useMemo(() => within(filter, span), [filter, span]);
  const list = useDeliveries(asked);
  const offered = useDeliveryChoices();
  // The name stands in the address too, so that a link shows whom it is about before anybody was asked.
  const person = filter.personId ? { id: filter.personId, name: params.get('name') ?? filter.personId } : null;
  const isFiltered = Object.keys(filter).length > 0;
  const { total } = list;
  return (
    <>
      <Filters
        count={
          total === undefined || list.isPlaceholderData
            ? undefined
            : t('deliveries.count', '{{total}} notices', {
                ...plain,
                count: total,
                total: formatTotal(total),
                defaultValue_one: '{{total}} notice',
                defaultValue_other: '{{total}} notices',
              })
        }
      >
        <RadioButtonGroup<Span>
          size="sm"
          aria-label={t('deliveries.span', 'How far to look back')}
          value={span}
          options={[
            { value: 'day', label: t('deliveries.day', '24 hours') },
            { value: 'week', label: t('deliveries.week', '7 days') },
            { value: 'month', label: t('deliveries.month', '30 days') },
          ]}
          onChange={(chosen) => change((now) => withText(now, 'span', chosen === 'day' ? '' : chosen))}
        />
        <FilterPills
          label={t('deliveries.status', 'Status')}
          options={statuses.map((value) => ({ value, ...deliveryStatusLook(value) }))}
          selected={filter.statuses ?? []}
          onChange={(chosen) => change((now) => withWords(now, 'status', chosen))}
        />
        <WideFilter>
          <MultiCombobox
            id="deliveries-events"
            placeholder={t('deliveries.events', 'Anything told')}
            options={noticeEvents.map((value) => ({ value, label: noticeEventWords(value) }))}
            value={filter.events ?? []}
            onChange={(chosen) =>
              change((now) =>
                withWords(
                  now,
                  'event',
                  chosen.map(({ value }) => value)
                )
              )
            }
          />
        </WideFilter>
        <WideFilter>
          <MultiCombobox
            id="deliveries-channels"
            placeholder={t('deliveries.channels', 'Any channel')}
            options={offered.channels}
            value={filter.channelIds ?? []}
            onChange={(chosen) =>
              change((now) =>
                withWords(
                  now,
                  'channel',
                  chosen.map(({ value }) => value)
                )
              )
            }
          />
        </WideFilter>
        <WideFilter>
          <MultiCombobox
            id="deliveries-kinds"
            placeholder={t('deliveries.kinds', 'Any kind of channel')}
            options={offered.kinds}
            value={filter.channelKinds ?? []}
            onChange={(chosen) =>
              change((now) =>
                withWords(
                  now,
                  'kind',
                  chosen.map(({ value }) => value)
                )
              )
            }
          />
        </WideFilter>
        <WideFilter>
          <PersonPicker
            id="deliveries-person"
            placeholder={t('deliveries.person', 'To anybody')}
            value={person}
            onChange={(chosen) =>
              change((now) => withText(withText(now, 'person', chosen?.id ?? ''), 'name', chosen?.name ?? ''))
            }
          />
        </WideFilter>
        <WideFilter>
          <SearchInput
            value={params.get('q') ?? ''}
            placeholder={t('deliveries.search', 'Search what was sent')}
            onChange={search}
          />
        </WideFilter>
        {filter.ids && (
          <Button variant="secondary" icon="times" onClick={() => change((now) => withText(now, 'delivery', ''))}>
            <Trans i18nKey="deliveries.oneNotice">Only one notice: show all</Trans>
          </Button>
        )}
        {filter.incidentId && (
          <Button variant="secondary" icon="times" onClick={() => change((now) => withText(now, 'incident', ''))}>
            <Trans i18nKey="deliveries.oneIncident">Only one incident: show all</Trans>
          </Button>
        )}
      </Filters>
      <ChannelStats filter={filter} span={span} />
      {list.isPlaceholderData && <LoadingBar width={200} />}
      <PagedRows
        list={list}
        skeletonRows={6}
        empty={
          isFiltered ? (
            <EmptyState variant="not-found" message={t('deliveries.noneFound', 'No notice meets this filter')} />
          ) : (
            <EmptyState variant="completed" message={t('deliveries.none', 'Nobody was told anything in this time')}>
              <Trans i18nKey="deliveries.noneHelp">Notices stand here from the moment on that they are decided.</Trans>
            </EmptyState>
          )
        }
      >
        {(rows) => (
          <ul className={styles.list} aria-label={t('deliveries.list', 'Notices')}>
            {rows.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} />
            ))}
          </ul>
        )}
      </PagedRows>
    </>
  );
}

/** The filter as the address has it. */
function readDeliveryFilter(params: URLSearchParams): DeliveryFilter {
  const chosen = readWords(params, 'status', statuses);
  const given = (params.get('event') ?? '').split(',');
  const events = noticeEvents.filter((event) => given.includes(event));
  const search = params.get('q')?.trim() ?? '';
  const incidentId = params.get('incident');
  const id = params.get('delivery');
  const personId = params.get('person');
  const words = (name: string) => (params.get(name) ?? '').split(',').filter((word) => word !== '');
  const [channelIds, channelKinds] = [words('channel'), words('kind')];
  return {
    ...(chosen.length > 0 && { statuses: chosen }),
    ...(events.length > 0 && { events }),
    ...(search !== '' && { search }),
    ...(incidentId !== null && { incidentId }),
    ...(id !== null && { ids: [id] }),
    ...(personId !== null && { personId }),
    ...(channelIds.length > 0 && { channelIds }),
    ...(channelKinds.length > 0 && { channelKinds }),
  };
}

function readSpan(text: string | null): Span {
  return text === 'week' || text === 'month' ? text : 'day';
}

/** The filter from so long ago on, to the minute; one notice is found however old it is. */
function within(filter: DeliveryFilter, span: Span): DeliveryFilter {
  if (filter.ids) {
    return filter;
  }
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  return { ...filter, from: new Date(minute - spans[span] * 3_600_000).toISOString() };
}

const getStyles = (theme: GrafanaTheme2) => ({
  below: css({ paddingTop: theme.spacing(2) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
});
