import React, { Fragment } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import type { CorrelationEvidenceFieldsFragment } from '../../api/generated/graphql';
import { gapWords, hopsWords } from '../../words/correlation';
import { edgeWords } from '../../words/lineage';
import { plain } from '../../words/plain';
import { Labels } from '../Labels/Labels';

interface Props {
  evidence: CorrelationEvidenceFieldsFragment;
  /** Draws the way from the younger's resource instead of from the older's. */
  fromYounger?: boolean;
}

/** What two incidents have in common: how long after each other, the labels they share, and the way through the lineage, drawn. */
export function CorrelationEvidence({ evidence, fromYounger = false }: Props) {
  const styles = useStyles2(getStyles);
  const { gapSeconds, sharedLabels, hops, path } = evidence;
  const nodes = path === null ? [] : fromYounger ? [...path.nodes].reverse() : path.nodes;
  const edges = path === null ? [] : fromYounger ? [...path.edges].reverse() : path.edges;
  return (
    <div className={styles.evidence}>
      <div className={styles.facts}>
        {sharedLabels.length > 0 && (
          <Labels labels={Object.fromEntries(sharedLabels.map(({ name, value }) => [name, value]))} />
        )}
        {gapSeconds !== null && (
          <span className={styles.fact}>
            <Icon name="clock-nine" size="sm" />
            {t('correlation.apart', '{{gap}} apart', { ...plain, gap: gapWords(gapSeconds) })}
          </span>
        )}
        {hops !== null && (
          <span className={styles.fact}>
            <Icon name="sitemap" size="sm" />
            {hopsWords(hops)}
          </span>
        )}
      </div>
      {nodes.length > 0 && (
        <ol className={styles.chain} aria-label={t('correlation.way', 'The way through the lineage')}>
          {nodes.map(({ key, kind, label }, at) => {
            const edge = edges[at - 1];
            const isForward = edge !== undefined && edge.isForward !== fromYounger;
            return (
              <Fragment key={`${kind} ${key}`}>
                {edge && (
                  <li className={styles.edge}>
                    {!isForward && <Icon name="arrow-left" size="sm" />}
                    <span className={styles.verb}>{edgeWords(edge.kind)}</span>
                    {isForward && <Icon name="arrow-right" size="sm" />}
                  </li>
                )}
                <li className={styles.node} title={label}>
                  {label}
                </li>
              </Fragment>
            );
          })}
        </ol>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  evidence: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), minWidth: 0 }),
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  fact: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), whiteSpace: 'nowrap' }),
  chain: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  }),
  node: css({
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    padding: theme.spacing(0, 0.75),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.canvas,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.spacing(2.75),
  }),
  edge: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.25),
  }),
  verb: css({ whiteSpace: 'nowrap' }),
});
