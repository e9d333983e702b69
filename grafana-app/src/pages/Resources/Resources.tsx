import React, { useCallback, useMemo } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Button, EmptyState, Icon, LoadingBar, useStyles2 } from '@grafana/ui';
import { Link, useSearchParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { type ResourceRowFragment, ResourcesDocument } from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { Age } from '../../components/Age/Age';
import { Failure, Warnings } from '../../components/Failure/Failure';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { Labels } from '../../components/Labels/Labels';
import { Filters, WideFilter } from '../../components/ListHeader/ListHeader';
import { LoadMore } from '../../components/LoadMore/LoadMore';
import { FirstAlert } from '../../components/Onboarding/FirstAlert';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { readWords, withText, withWords } from '../../routing/listParams';
import { paths } from '../../routing/paths';
import { formatTotal } from '../../words/counts';
import { resourceKindLook, resourceKinds } from '../../words/resources';
import { plain } from '../../words/plain';

/** What the labels of alerts have made known: hosts, pods, services and the like, by name. */
export function Resources() {
  const [params, setParams] = useSearchParams();
  const kinds = useMemo(() => readWords(params, 'kind', resourceKinds), [params]);
  const search = params.get('q') ?? '';
  const filter = { ...(kinds.length > 0 && { kinds }), ...(search.trim() !== '' && { search: search.trim() }) };
  const list = usePaged<ResourceRowFragment>(['resources', filter], async (after, signal) => {
    const answer = await ask(ResourcesDocument, { filter, first: PAGE_SIZE, after, count: after === null }, signal);
    return toPage(answer.data.resources, answer);
  });
  const change = useCallback(
    (text: string) => setParams((now) => withText(now, 'q', text), { replace: true }),
    [setParams]
  );
  const clear = () => setParams({}, { replace: true });
  const { rows, total, error, isPending, refetch } = list;
  const again = () => void refetch();
  const count =
    total === undefined || list.isPlaceholderData
      ? undefined
      : t('resources.count', '{{total}} resources', {
          ...plain,
          count: total,
          total: formatTotal(total),
          defaultValue_one: '{{total}} resource',
          defaultValue_other: '{{total}} resources',
        });
  return (
    <PluginPage renderTitle={() => <h1>{t('resources.title', 'Resources')}</h1>}>
      <Filters count={count}>
        <FilterPills
          label={t('resources.filter.kind', 'Kind')}
          options={resourceKinds.map((value) => ({ value, ...resourceKindLook(value) }))}
          selected={kinds}
          onChange={(chosen) => setParams((now) => withWords(now, 'kind', chosen), { replace: true })}
        />
        <WideFilter>
          <SearchInput
            value={search}
            placeholder={t('resources.filter.search', 'Search names and labels')}
            onChange={change}
          />
        </WideFilter>
      </Filters>
      {isPending ? (
        <Skeleton rows={10} />
      ) : (
        <>
          {list.isPlaceholderData && <LoadingBar width={200} />}
          {error && !list.isFetchNextPageError ? <Failure error={error} retry={again} /> : null}
          <Warnings warnings={list.warnings} retry={again} />
          {rows.length === 0 && !error && <Nothing filtered={kinds.length > 0 || search !== ''} clear={clear} />}
          {rows.length > 0 && (
            <>
              <VirtualRows label={t('resources.title', 'Resources')} rows={rows} usualHeight={45}>
                {(resource) => <ResourceRow resource={resource} />}
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

function ResourceRow({ resource }: { resource: ResourceRowFragment }) {
  const styles = useStyles2(getStyles);
  const { id, kind, name, labels, lastSeenAt } = resource;
  const look = resourceKindLook(kind);
  return (
    <div role="row" className={styles.row}>
      <span role="cell" className={cx(styles.cell, styles.kind)}>
        <Icon name={look.icon} size="sm" /> {look.text}
      </span>
      <span role="cell" className={styles.name}>
        <Link to={paths.resource(id)} className={cx(styles.cell, styles.link)} data-row-link title={name}>
          {name}
        </Link>
      </span>
      <span role="cell" className={styles.labels}>
        <Labels labels={labels} shown={2} oneLine />
      </span>
      <span role="cell" className={styles.seen}>
        {t('resources.seen', 'Seen')} <Age since={lastSeenAt} ago />
      </span>
    </div>
  );
}

function Nothing({ filtered, clear }: { filtered: boolean; clear(): void }) {
  return filtered ? (
    <EmptyState
      variant="not-found"
      message={t('resources.none.filtered', 'No resources match')}
      button={
        <Button variant="secondary" onClick={clear}>
          <Trans i18nKey="resources.none.clear">Clear all filters</Trans>
        </Button>
      }
    />
  ) : (
    <FirstAlert title={t('resources.none.ever', 'No resources yet: the labels of alerts make them known')} />
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('md');
  return {
    row: css({
      position: 'relative',
      display: 'grid',
      gridTemplateColumns: '130px minmax(180px, 4fr) minmax(120px, 4fr) 150px',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 1),
      minHeight: theme.spacing(5.5),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-within': { background: theme.colors.action.focus },
      [narrow]: {
        gridTemplateColumns: '1fr auto',
        gridTemplateAreas: '"kind seen" "name name" "labels labels"',
        gap: theme.spacing(0.5, 1),
      },
    }),
    cell: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
    kind: css({ color: theme.colors.text.secondary, [narrow]: { gridArea: 'kind' } }),
    name: css({ minWidth: 0, [narrow]: { gridArea: 'name' } }),
    link: css({
      display: 'block',
      fontWeight: theme.typography.fontWeightMedium,
      '&:hover': { color: theme.colors.text.link },
      '&::after': { content: '""', position: 'absolute', inset: 0 },
    }),
    labels: css({ minWidth: 0, '& button': { position: 'relative', zIndex: 1 }, [narrow]: { gridArea: 'labels' } }),
    seen: css({
      color: theme.colors.text.secondary,
      whiteSpace: 'nowrap',
      '& time': { position: 'relative', zIndex: 1 },
      [narrow]: { gridArea: 'seen', fontSize: theme.typography.bodySmall.fontSize },
    }),
  };
};
