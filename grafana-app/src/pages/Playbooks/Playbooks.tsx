import React, { useMemo } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, EmptyState, LinkButton, LoadingBar, RadioButtonGroup } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import type { PlaybookFilter, PlaybookOrder } from '../../api/generated/graphql';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { HiddenLabel } from '../../components/HiddenLabel/HiddenLabel';
import { Filters, PageActions, WideFilter } from '../../components/ListHeader/ListHeader';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { PagedRows } from '../../components/Section/Section';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { withText } from '../../routing/listParams';
import { paths } from '../../routing/paths';
import { formatTotal } from '../../words/counts';
import { plain } from '../../words/plain';
import { PlaybookRow } from './PlaybookRow';
import { usePlaybooks } from './usePlaybooks';

/** The playbooks, how they do, and which of them may be started. */
export function Playbooks() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readFilter(params), [params]);
  const order = params.get('sort') === 'rank' ? 'RANK' : 'NAME';
  const list = usePlaybooks(filter, order);
  const reason = useReasonAgainst()('playbooks:manage');
  const set = (name: string, value: string) => setParams((before) => withText(before, name, value), { replace: true });
  const isFiltered = filter.text !== undefined || filter.tag !== undefined || filter.archived === true;
  const add = (
    <LinkButton icon="plus" href={paths.newPlaybook} disabled={reason !== undefined} tooltip={reason}>
      <Trans i18nKey="playbooks.new">New playbook</Trans>
    </LinkButton>
  );
  return (
    <AreaPage
      renderTitle={() => <h1>{t('playbooks.title', 'Playbooks')}</h1>}
      actions={<PageActions live={false}>{(list.rows.length > 0 || isFiltered) && add}</PageActions>}
    >
      {(list.rows.length > 0 || isFiltered) && (
        <Filters count={list.total === undefined ? undefined : countWords(list.total)}>
          <WideFilter>
            <SearchInput
              value={params.get('q') ?? ''}
              placeholder={t('playbooks.search', 'Search names and descriptions')}
              onChange={(text) => set('q', text)}
            />
          </WideFilter>
          <RadioButtonGroup
            value={filter.archived === true ? 'archived' : ''}
            options={[
              { value: '', label: t('playbooks.inUse', 'In use') },
              { value: 'archived', label: t('playbooks.archived', 'Put away') },
            ]}
            onChange={(value) => set('show', value)}
          />
          <HiddenLabel htmlFor="playbooks-order" text={t('playbooks.order', 'Order')} />
          <Combobox<PlaybookOrder>
            id="playbooks-order"
            width={28}
            value={order}
            options={[
              { value: 'NAME', label: t('playbooks.byName', 'By name') },
              {
                value: 'RANK',
                label: t('playbooks.byRank', 'What helped first'),
                description: t('playbooks.byRankHelp', 'By what people said of its runs, and by how they ended'),
              },
            ]}
            onChange={(option) => set('sort', option.value === 'RANK' ? 'rank' : '')}
          />
          {filter.tag != null && (
            <Button variant="secondary" icon="times" onClick={() => set('tag', '')}>
              {t('playbooks.onlyTag', 'Tag {{tag}}', { ...plain, tag: filter.tag })}
            </Button>
          )}
        </Filters>
      )}
      {list.isPlaceholderData && <LoadingBar width={200} />}
      <PagedRows
        list={list}
        skeletonRows={6}
        empty={
          isFiltered ? (
            <EmptyState variant="not-found" message={t('playbooks.notFound', 'No playbook matches')} />
          ) : (
            <EmptyState variant="call-to-action" message={t('playbooks.none', 'No playbooks yet')} button={add}>
              <Trans i18nKey="playbooks.noneHelp">
                A playbook says what is done about an incident, step by step: look, ask, act, verify, and undo it when
                it did not help.
              </Trans>
            </EmptyState>
          )
        }
      >
        {(rows) => (
          <VirtualRows label={t('playbooks.title', 'Playbooks')} rows={rows} usualHeight={64}>
            {(playbook) => <PlaybookRow playbook={playbook} onTag={(tag) => set('tag', tag)} />}
          </VirtualRows>
        )}
      </PagedRows>
    </AreaPage>
  );
}

function readFilter(params: URLSearchParams): PlaybookFilter {
  const text = (params.get('q') ?? '').trim();
  const tag = params.get('tag') ?? '';
  return {
    ...(text !== '' && { text }),
    ...(tag !== '' && { tag }),
    ...(params.get('show') === 'archived' && { archived: true }),
  };
}

function countWords(total: number): string {
  return t('playbooks.count', '{{total}} playbooks', {
    ...plain,
    count: total,
    total: formatTotal(total),
    defaultValue_one: '{{total}} playbook',
    defaultValue_other: '{{total}} playbooks',
  });
}
