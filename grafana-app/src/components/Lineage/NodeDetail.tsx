import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, LinkButton, useStyles2 } from '@grafana/ui';
import { paths } from '../../routing/paths';
import { edgeWords, lineageKindLook } from '../../words/lineage';
import { Look } from '../Look/Look';
import { type Graph, type GraphNode, keyOf } from './foldNodes';

interface Props {
  node: GraphNode;
  graph: Graph;
  onSelect(key: string): void;
  onClose(): void;
}

/** What is known of the node that was pressed: its whole name, what leads to it and what it leads to, and its page. */
export function NodeDetail({ node, graph, onSelect, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const key = keyOf(node);
  const byKey = new Map(graph.nodes.map((other) => [keyOf(other), other]));
  const around = graph.edges.flatMap(({ from, to, kind }) => {
    const other = from === key ? byKey.get(to) : to === key ? byKey.get(from) : undefined;
    return other ? [{ other, kind, arrow: from === key ? '→' : '←' }] : [];
  });
  const page = pageOf(node);
  return (
    <aside className={styles.panel} aria-label={t('lineage.node.label', 'Selected node')}>
      <div className={styles.head}>
        <Look look={lineageKindLook(node.kind)} />
        <IconButton name="times" aria-label={t('lineage.node.close', 'Close')} onClick={onClose} />
      </div>
      <div className={styles.label}>{node.label}</div>
      {page !== undefined && (
        <LinkButton size="sm" variant="secondary" href={page} icon="arrow-right">
          {t('lineage.node.open', 'Open')}
        </LinkButton>
      )}
      <ul className={styles.list}>
        {around.map(({ other, kind, arrow }) => (
          <li key={`${arrow}${kind}${keyOf(other)}`}>
            <span className={styles.kind}>
              {arrow} {edgeWords(kind)}
            </span>
            <button type="button" className={styles.other} onClick={() => onSelect(keyOf(other))}>
              {other.label}
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}

function pageOf({ kind, id }: GraphNode): string | undefined {
  switch (kind) {
    case 'INCIDENT':
      return paths.incident(id);
    case 'RESOURCE':
      return paths.resource(id);
    case 'ALERT':
      return paths.alert(id);
    case 'RULE':
      return paths.rulesFound(id);
    case 'METRIC':
      return paths.rulesOfMetric(id);
    case 'DELIVERY':
    case 'RUN':
    case 'INSIGHT':
    case 'JOB':
    case 'DATASET':
      return undefined;
    default:
      return kind satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'absolute',
    top: theme.spacing(1),
    right: theme.spacing(1),
    width: 300,
    maxWidth: `calc(100% - ${theme.spacing(2)})`,
    maxHeight: `calc(100% - ${theme.spacing(2)})`,
    overflow: 'auto',
    padding: theme.spacing(1.5),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
  }),
  head: css({ display: 'flex', justifyContent: 'space-between' }),
  label: css({
    margin: theme.spacing(0.5, 0, 1),
    overflowWrap: 'anywhere',
    fontWeight: theme.typography.fontWeightMedium,
  }),
  list: css({ listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0 }),
  kind: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    marginRight: theme.spacing(0.5),
  }),
  other: css({
    border: 0,
    padding: 0,
    background: 'none',
    textAlign: 'left',
    overflowWrap: 'anywhere',
    color: theme.colors.text.link,
    '&:hover': { textDecoration: 'underline' },
  }),
});
