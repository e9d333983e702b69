import React, { useCallback, useMemo } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, LinkButton, LoadingBar } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import { Failure, Warnings } from '../../components/Failure/Failure';
import { LoadMore } from '../../components/LoadMore/LoadMore';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { paths } from '../../routing/paths';
import { formatTotal } from '../../words/counts';
import { ruleCountWords } from '../../words/rules';
import { readRuleFilter } from './ruleFilter';
import { RuleFilters } from './RuleFilters';
import { RuleRow } from './RuleRow';
import { RulesFrame } from './RulesFrame';
import { useRules } from './useRules';

/** Every alert rule that a source has: where it stands, what it asks, and what of it fires. */
export function Rules() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readRuleFilter(params), [params]);
  const { list, facets, sources } = useRules(filter);
  const change = useCallback(
    (next: (now: URLSearchParams) => URLSearchParams) => setParams(next, { replace: true }),
    [setParams]
  );
  const { rows, total, error, isPending, refetch } = list;
  const again = () => void refetch();
  const count = total === undefined || list.isPlaceholderData ? undefined : ruleCountWords(total, formatTotal(total));
  return (
    <RulesFrame tab="rules">
      <RuleFilters filter={filter} facets={facets} sources={sources ?? []} count={count} change={change} />
      {isPending ? (
        <Skeleton rows={10} />
      ) : (
        <>
          {list.isPlaceholderData && <LoadingBar width={200} />}
          {error && !list.isFetchNextPageError ? <Failure error={error} retry={again} /> : null}
          <Warnings warnings={list.warnings} retry={again} />
          {rows.length === 0 && !error && (
            <Nothing
              filtered={Object.keys(filter).length > 0}
              hasSources={(sources?.length ?? 0) > 0}
              clear={() => setParams({}, { replace: true })}
            />
          )}
          {rows.length > 0 && (
            <>
              <VirtualRows label={t('rules.title', 'Alert rules')} rows={rows} usualHeight={54}>
                {(rule) => <RuleRow rule={rule} />}
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
    </RulesFrame>
  );
}

function Nothing({ filtered, hasSources, clear }: { filtered: boolean; hasSources: boolean; clear(): void }) {
  if (filtered) {
    return (
      <EmptyState
        variant="not-found"
        message={t('rules.none.filtered', 'No rules match')}
        button={
          <Button variant="secondary" onClick={clear}>
            <Trans i18nKey="rules.none.clear">Clear all filters</Trans>
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      variant="call-to-action"
      message={
        hasSources
          ? t('rules.none.ofSources', 'The sources have no alert rules yet')
          : t('rules.none.ever', 'The platform knows no alert rules yet')
      }
      button={
        <LinkButton icon="plus" href={paths.ruleSources}>
          {hasSources ? t('rules.none.toSources', 'Look at the sources') : t('rules.none.add', 'Add a rule source')}
        </LinkButton>
      }
    >
      {t(
        'rules.none.why',
        'Name a Prometheus or vmalert, or import a rule file: the platform then shows which alerts use which metric, and explains alerts by their rule.'
      )}
    </EmptyState>
  );
}
