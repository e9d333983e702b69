import React, { useMemo, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, LinkButton, LoadingBar, RadioButtonGroup } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import type { ScriptFilter } from '../../api/generated/graphql';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure } from '../../components/Failure/Failure';
import { Filters, PageActions, WideFilter } from '../../components/ListHeader/ListHeader';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { PagedRows } from '../../components/Section/Section';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { withText } from '../../routing/listParams';
import { paths } from '../../routing/paths';
import { formatTotal } from '../../words/counts';
import { plain } from '../../words/plain';
import { scriptLanguages } from '../../words/scripts';
import { ImportDrawer } from './ImportDrawer';
import { ScriptRow } from './ScriptRow';
import { useExport, useScripts } from './useScripts';

/** The library of scripts, which playbooks run by their names. */
export function Scripts() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readFilter(params), [params]);
  const list = useScripts(filter);
  const reason = useReasonAgainst()('scripts:manage');
  const [imports, setImports] = useState(false);
  const toFile = useExport();
  const set = (name: string, value: string) => setParams((before) => withText(before, name, value), { replace: true });
  const isFiltered = Object.keys(filter).length > 0;
  const hasSome = list.rows.length > 0 || isFiltered;
  const add = (
    <LinkButton
      icon="plus"
      href={paths.newScript}
      disabled={reason !== undefined}
      tooltip={reason ?? t('scripts.newHint', 'Bash, Python or JavaScript')}
    >
      <Trans i18nKey="scripts.new">New script</Trans>
    </LinkButton>
  );
  return (
    <AreaPage
      renderTitle={() => <h1>{t('scripts.title', 'Scripts')}</h1>}
      actions={
        <PageActions live={false}>
          {hasSome && (
            <Button
              variant="secondary"
              icon="download-alt"
              disabled={toFile.isPending}
              tooltip={t('scripts.exportHint', 'The whole library as one YAML file, to be kept in Git')}
              onClick={() => toFile.mutate()}
            >
              <Trans i18nKey="scripts.export">Export</Trans>
            </Button>
          )}
          <Button
            variant="secondary"
            icon="import"
            disabled={reason !== undefined}
            tooltip={reason ?? t('scripts.importHint', 'Takes in a file as the export writes it')}
            onClick={() => setImports(true)}
          >
            <Trans i18nKey="scripts.import">Import</Trans>
          </Button>
          {hasSome && add}
        </PageActions>
      }
    >
      {toFile.error ? <Failure error={toFile.error} /> : null}
      {hasSome && (
        <Filters count={list.total === undefined ? undefined : countWords(list.total)}>
          <WideFilter>
            <SearchInput
              value={params.get('q') ?? ''}
              placeholder={t('scripts.search', 'Search names and descriptions')}
              onChange={(text) => set('q', text)}
            />
          </WideFilter>
          <RadioButtonGroup
            aria-label={t('scripts.language', 'Language')}
            value={filter.language ?? ''}
            options={[{ value: '', label: t('scripts.anyLanguage', 'Any language') }, ...scriptLanguages]}
            onChange={(value) => set('language', value.toLowerCase())}
          />
          <RadioButtonGroup
            aria-label={t('scripts.which', 'Which')}
            value={filter.archived === true ? 'archived' : ''}
            options={[
              { value: '', label: t('scripts.inUse', 'In use') },
              { value: 'archived', label: t('scripts.archived', 'Put away') },
            ]}
            onChange={(value) => set('show', value)}
          />
          {filter.tag != null && (
            <Button variant="secondary" icon="times" onClick={() => set('tag', '')}>
              {t('scripts.onlyTag', 'Tag {{tag}}', { ...plain, tag: filter.tag })}
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
            <EmptyState variant="not-found" message={t('scripts.notFound', 'No script matches')} />
          ) : (
            <EmptyState variant="call-to-action" message={t('scripts.none', 'No scripts yet')} button={add}>
              <Trans i18nKey="scripts.noneHelp">
                A script is what a step of a playbook runs on a runner. It is tried here before a playbook names it.
              </Trans>
            </EmptyState>
          )
        }
      >
        {(rows) => (
          <VirtualRows label={t('scripts.title', 'Scripts')} rows={rows} usualHeight={56}>
            {(script) => <ScriptRow script={script} onTag={(tag) => set('tag', tag)} />}
          </VirtualRows>
        )}
      </PagedRows>
      {imports && <ImportDrawer onClose={() => setImports(false)} />}
    </AreaPage>
  );
}

function readFilter(params: URLSearchParams): ScriptFilter {
  const text = (params.get('q') ?? '').trim();
  const tag = params.get('tag') ?? '';
  const language = scriptLanguages.find(({ value }) => value.toLowerCase() === params.get('language'))?.value;
  return {
    ...(text !== '' && { text }),
    ...(tag !== '' && { tag }),
    ...(language !== undefined && { language }),
    ...(params.get('show') === 'archived' && { archived: true }),
  };
}

function countWords(total: number): string {
  return t('scripts.count', '{{total}} scripts', {
    ...plain,
    count: total,
    total: formatTotal(total),
    defaultValue_one: '{{total}} script',
    defaultValue_other: '{{total}} scripts',
  });
}
