import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { EmptyState, useStyles2 } from '@grafana/ui';
import { ask } from '../../api/ask';
import { DroppedAlertsDocument, type DroppedAlertsQuery } from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { Age } from '../../components/Age/Age';
import { Labels } from '../../components/Labels/Labels';
import { PagedRows } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { enrichmentKey } from './useEnrichment';

type Row = DroppedAlertsQuery['droppedAlerts']['edges'][number]['node'];

/** What rules dropped, counted by the hour. */
export function Dropped() {
  const styles = useStyles2(getStyles);
  const list = usePaged<Row>([...enrichmentKey, 'dropped'], async (after, signal) => {
    const answer = await ask(DroppedAlertsDocument, { first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.droppedAlerts, answer);
  });
  return (
    <div className={styles.page}>
      <PagedRows
        list={list}
        skeletonRows={6}
        empty={
          <EmptyState variant="completed" message={t('enrichment.dropped.none', 'No rule has dropped an alert')} />
        }
      >
        {(rows) => (
          <ul className={styles.list} aria-label={t('enrichment.tab.dropped', 'Dropped alerts')}>
            {rows.map((row) => (
              <li key={row.id} className={styles.row}>
                <div className={styles.text}>
                  <strong>{row.name}</strong>
                  <div className={styles.muted}>
                    {t('enrichment.dropped.by', 'by “{{rule}}”', { ...plain, rule: row.ruleName })}
                  </div>
                </div>
                <div className={styles.labels}>
                  <Labels labels={row.labels} shown={3} />
                </div>
                <span className={styles.muted}>
                  {t('enrichment.dropped.times', '{{times}} times in an hour', { ...plain, times: row.times })}
                </span>
                <span className={styles.muted}>
                  <Age since={row.lastAt} ago />
                </span>
              </li>
            ))}
          </ul>
        )}
      </PagedRows>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ paddingTop: theme.spacing(2) }),
  list: css({ listStyle: 'none' }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    alignItems: 'center',
    padding: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  text: css({ flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere' }),
  labels: css({ flex: '2 1 240px', minWidth: 0 }),
  muted: css({ color: theme.colors.text.secondary }),
});
