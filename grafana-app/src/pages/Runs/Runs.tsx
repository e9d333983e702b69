import React, { useMemo, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, EmptyState, LoadingBar, MultiCombobox, RadioButtonGroup } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { FindPlaybooksDocument, type RunFilter, type RunStatus } from '../../api/generated/graphql';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { ArrivalPill } from '../../components/ArrivalPill/ArrivalPill';
import { Filters, PageActions } from '../../components/ListHeader/ListHeader';
import { PagedRows } from '../../components/Section/Section';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { readWords, withText, withWords } from '../../routing/listParams';
import { formatTotal } from '../../words/counts';
import { runStatusLook } from '../../words/outcomes';
import { runCount, runStatuses } from '../../words/runs';
import { RunRow } from './RunRow';
import { useRuns } from './useRuns';

const spans = { day: 1, week: 7, month: 30 } as const;

/** What playbooks did, newest first, as it happens. */
export function Runs() {
  const [params, setParams] = useSearchParams();
  // The beginning of the span is taken once, so that the list is not asked for anew with every second.
  const [now] = useState(() => Date.now());
  const filter = useMemo(() => readFilter(params, now), [params, now]);
  const list = useRuns(filter);
  const change = (next: (before: URLSearchParams) => URLSearchParams) => setParams(next, { replace: true });
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <AreaPage renderTitle={() => <h1>{t('runs.title', 'Runs')}</h1>} actions={<PageActions />}>
      {(list.rows.length > 0 || isFiltered) && (
        <Filters count={list.total === undefined ? undefined : runCount(list.total, formatTotal(list.total))}>
          <div>
            <MultiCombobox<RunStatus>
              aria-label={t('runs.status', 'Status')}
              placeholder={t('runs.anyStatus', 'Any status')}
              width="auto"
              minWidth={24}
              maxWidth={60}
              value={filter.status ?? []}
              options={runStatuses.map((value) => ({ value, label: runStatusLook(value).text }))}
              onChange={(chosen) =>
                change((before) =>
                  withWords(
                    before,
                    'status',
                    chosen.map(({ value }) => value)
                  )
                )
              }
            />
          </div>
          <Combobox<string>
            aria-label={t('runs.playbook', 'Playbook')}
            placeholder={t('runs.anyPlaybook', 'Any playbook')}
            width={30}
            isClearable
            value={
              filter.playbookId == null
                ? null
                : {
                    value: filter.playbookId,
                    label: list.rows[0]?.playbookName ?? t('runs.thisPlaybook', 'One playbook'),
                  }
            }
            options={findPlaybooks}
            onChange={(option) => change((before) => withText(before, 'playbook', option?.value ?? ''))}
          />
          <RadioButtonGroup
            aria-label={t('runs.span', 'Asked for')}
            value={params.get('span') ?? ''}
            options={[
              { value: 'day', label: t('runs.day', 'Last 24 hours') },
              { value: 'week', label: t('runs.week', '7 days') },
              { value: 'month', label: t('runs.month', '30 days') },
              { value: '', label: t('runs.ever', 'Ever') },
            ]}
            onChange={(span) => change((before) => withText(before, 'span', span))}
          />
          {filter.incidentId != null && (
            <Button
              variant="secondary"
              icon="times"
              onClick={() => change((before) => withText(before, 'incident', ''))}
            >
              <Trans i18nKey="runs.onlyIncident">Only one incident: show all</Trans>
            </Button>
          )}
        </Filters>
      )}
      {list.isPlaceholderData && <LoadingBar width={200} />}
      <PagedRows
        list={list}
        skeletonRows={8}
        empty={
          isFiltered ? (
            <EmptyState variant="not-found" message={t('runs.notFound', 'No run matches')} />
          ) : (
            <EmptyState variant="call-to-action" message={t('runs.none', 'Nothing has run yet')}>
              <Trans i18nKey="runs.noneHelp">
                Each time that a playbook is started, by a trigger, an escalation or a person, it stands here with what
                each step was given and gave.
              </Trans>
            </EmptyState>
          )
        }
      >
        {(rows) => (
          <>
            <ArrivalPill count={list.held.count} show={list.held.toTop} />
            <div ref={list.held.start} />
            <VirtualRows label={t('runs.title', 'Runs')} rows={rows} usualHeight={52}>
              {(run) => <RunRow run={run} />}
            </VirtualRows>
          </>
        )}
      </PagedRows>
    </AreaPage>
  );
}

async function findPlaybooks(search: string) {
  const text = search.trim();
  const { data } = await ask(FindPlaybooksDocument, { text: text === '' ? null : text, first: 20 });
  return data.playbooks.edges.map(({ node }) => ({ value: node.id, label: node.name }));
}

function readFilter(params: URLSearchParams, now: number): RunFilter {
  const status = readWords(params, 'status', runStatuses);
  const playbookId = params.get('playbook');
  const incidentId = params.get('incident');
  const triggerId = params.get('trigger');
  const span = Object.entries(spans).find(([name]) => name === params.get('span'))?.[1];
  return {
    ...(status.length > 0 && { status }),
    ...(playbookId && { playbookId }),
    ...(incidentId && { incidentId }),
    ...(triggerId && { triggerId }),
    ...(span !== undefined && { since: new Date(now - span * 86_400_000).toISOString() }),
  };
}
