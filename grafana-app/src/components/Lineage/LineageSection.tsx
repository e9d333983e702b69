import React, { lazy, Suspense, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, RadioButtonGroup, Tooltip, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { LineageDocument, type LineageKind, type LineageQuery } from '../../api/generated/graphql';
import { useLiveState } from '../../api/live/LiveContext';
import { reloadOnce } from '../../loading/reloadOnce';
import { Failure } from '../Failure/Failure';
import { Quiet, Section } from '../Section/Section';
import { Skeleton } from '../Skeleton/Skeleton';
import { plain } from '../../words/plain';

const LineageGraph = lazy(async () => ({
  default: (await reloadOnce(() => import('./LineageGraph'))).LineageGraph,
}));

interface Props {
  root: { kind: LineageKind; id: string };
  /** Where the answer is kept in the cache; what invalidates the page's other parts then reads this again, too. */
  cacheKey: readonly unknown[];
  depth: number;
}

/** The lineage around one node, drawn, with where the answer comes from and how complete it is. */
export function LineageSection({ root, cacheKey, depth: usualDepth }: Props) {
  const styles = useStyles2(getStyles);
  const [depth, setDepth] = useState(usualDepth);
  const live = useLiveState();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...cacheKey, 'lineage', depth],
    queryFn: async ({ signal }) =>
      (await ask(LineageDocument, { root, direction: 'BOTH', depth }, signal)).data.lineage,
    placeholderData: (before, query) => (query?.queryKey[1] === cacheKey[1] ? before : undefined),
    refetchInterval: live === 'offline' ? 30_000 : false,
  });
  return (
    <Section
      title={t('lineage.title', 'Lineage')}
      aside={
        <div className={styles.aside}>
          {data && <Source lineage={data} />}
          <RadioButtonGroup
            size="sm"
            aria-label={t('lineage.depth', 'Steps from here')}
            value={depth}
            onChange={setDepth}
            options={[1, 2, 4, 6].map((value) => ({
              value,
              label: t('lineage.steps', '{{count}} steps', {
                ...plain,
                count: value,
                defaultValue_one: '{{count}} step',
                defaultValue_other: '{{count}} steps',
              }),
            }))}
          />
        </div>
      }
    >
      {isPending ? (
        <Skeleton rows={1} height={50} />
      ) : data === undefined ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data.nodes.length === 0 ? (
        <Quiet>{t('lineage.none', 'No lineage is recorded here yet. It grows as alerts arrive.')}</Quiet>
      ) : (
        <Suspense fallback={<Skeleton rows={1} height={50} />}>
          <LineageGraph graph={data} root={root} />
        </Suspense>
      )}
    </Section>
  );
}

function Source({ lineage }: { lineage: LineageQuery['lineage'] }) {
  const styles = useStyles2(getStyles);
  const { source, behind, truncated } = lineage;
  return (
    <>
      <Tooltip content={t('lineage.source.explained', 'Which store answered')}>
        <span className={styles.fact}>
          <Icon name="database" size="sm" /> {source === 'NEO4J' ? 'Neo4j' : 'PostgreSQL'}
        </span>
      </Tooltip>
      {behind > 0 && (
        <Tooltip
          content={t(
            'lineage.behind.explained',
            'The graph has not caught up yet: so many recorded changes may be missing.'
          )}
        >
          <span className={styles.warning}>
            <Icon name="history" size="sm" />{' '}
            {t('lineage.behind.text', '{{count}} changes behind', {
              ...plain,
              count: behind,
              defaultValue_one: '{{count}} change behind',
              defaultValue_other: '{{count}} changes behind',
            })}
          </span>
        </Tooltip>
      )}
      {truncated && (
        <Tooltip
          content={t(
            'lineage.truncated.explained',
            'There is more than is shown. Take fewer steps to see everything near.'
          )}
        >
          <span className={styles.warning}>
            <Icon name="exclamation-triangle" size="sm" /> {t('lineage.truncated.text', 'Not complete')}
          </span>
        </Tooltip>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const fact = {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
  };
  return {
    aside: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2) }),
    fact: css({ ...fact, color: theme.colors.text.secondary }),
    warning: css({ ...fact, color: theme.colors.warning.text }),
  };
};
