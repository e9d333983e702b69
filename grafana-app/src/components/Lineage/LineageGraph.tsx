import React, { useMemo, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import { edgeWords, lineageKindLook } from '../../words/lineage';
import { useWidth } from '../useWidth';
import { foldNodes, type Graph, type GraphNode, keyOf } from './foldNodes';
import { layoutGraph, nodeSize, type PlacedNode } from './layoutGraph';
import { NodeDetail } from './NodeDetail';
import { fittingScale, usePanZoom } from './usePanZoom';
import { plain } from '../../words/plain';
import { ZoomButtons } from '../ZoomButtons/ZoomButtons';

/** From this many lines on they are drawn fainter, so that the nodes stay readable. */
const MANY_LINES = 80;

interface Props {
  graph: Graph;
  root: Pick<GraphNode, 'kind' | 'id'>;
}

/** The graph drawn from cause to effect. Drag to move, Ctrl and wheel or the buttons to zoom, press a node to learn about it. */
export function LineageGraph({ graph, root }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const view = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string>();
  const rootKey = keyOf(root);
  const layout = useMemo(() => layoutGraph(foldNodes(graph, unfolded, rootKey)), [graph, unfolded, rootKey]);
  const content = useMemo(
    () => ({ ...layout, focus: middleOf(layout.nodes.find(({ key }) => key === rootKey)) }),
    [layout, rootKey]
  );
  const { fit, scaleBy } = usePanZoom(view, canvas, content);
  const scale = fittingScale(useWidth(view, 1000), layout.width);
  const chosen = graph.nodes.find((node) => keyOf(node) === selected);
  const press = (node: PlacedNode) =>
    node.count > 1 ? setUnfolded(new Set([...unfolded, node.key])) : setSelected(node.key);

  return (
    <div className={styles.frame} style={{ height: Math.max(240, Math.min(620, layout.height * scale + 120)) }}>
      <div ref={view} className={styles.view}>
        <div ref={canvas} className={styles.canvas} style={{ width: layout.width, height: layout.height }}>
          <svg className={styles.lines} width={layout.width} height={layout.height} aria-hidden>
            {layout.edges.map(({ from, to, kind, path }) => {
              const lit = selected === undefined || from === selected || to === selected;
              return (
                <path
                  key={`${from} ${to} ${kind}`}
                  d={path}
                  fill="none"
                  strokeWidth={lit && selected !== undefined ? 2.5 : 1.5}
                  stroke={lit && selected !== undefined ? theme.colors.primary.border : theme.colors.border.strong}
                  opacity={lit ? (layout.edges.length > MANY_LINES && selected === undefined ? 0.5 : 1) : 0.25}
                >
                  <title>{edgeWords(kind)}</title>
                </path>
              );
            })}
          </svg>
          {layout.nodes.map((node) => (
            <Node
              key={node.key}
              node={node}
              isRoot={node.key === rootKey}
              isSelected={node.key === selected}
              onPress={() => press(node)}
            />
          ))}
        </div>
      </div>
      <div className={styles.tools}>
        <ZoomButtons scaleBy={scaleBy} fit={fit} />
      </div>
      {chosen !== undefined && (
        <NodeDetail node={chosen} graph={graph} onSelect={setSelected} onClose={() => setSelected(undefined)} />
      )}
    </div>
  );
}

function middleOf(node: PlacedNode | undefined) {
  return { x: (node?.x ?? 0) + nodeSize.width / 2, y: (node?.y ?? 0) + nodeSize.height / 2 };
}

interface NodeProps {
  node: PlacedNode;
  isRoot: boolean;
  isSelected: boolean;
  onPress(): void;
}

function Node({ node, isRoot, isSelected, onPress }: NodeProps) {
  const styles = useStyles2(getStyles);
  const { text, icon, color } = lineageKindLook(node.kind);
  const shade = useTheme2().visualization.getColorByName(color);
  const folded = node.count > 1;
  const label = folded
    ? t('lineage.folded', '{{kind}} × {{number}}', { ...plain, kind: text, number: node.count })
    : node.label;
  return (
    <button
      type="button"
      className={cx(styles.node, isRoot && styles.root, isSelected && styles.selected, folded && styles.folded)}
      style={{ left: node.x, top: node.y, borderLeftColor: shade }}
      title={folded ? t('lineage.unfold', 'Press to show each of them') : `${text}: ${node.label}`}
      aria-label={`${text}: ${label}`}
      onClick={onPress}
      data-node={node.key}
    >
      <Icon name={icon} style={{ color: shade }} />
      <span className={styles.words}>
        <span className={styles.kind}>{text}</span>
        <span className={styles.label}>{label}</span>
      </span>
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    position: 'relative',
    overflow: 'hidden',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.canvas,
  }),
  view: css({
    position: 'absolute',
    inset: 0,
    cursor: 'grab',
    touchAction: 'none',
    '&:active': { cursor: 'grabbing' },
  }),
  canvas: css({ position: 'absolute', top: 0, left: 0, transformOrigin: '0 0' }),
  lines: css({ position: 'absolute', top: 0, left: 0, overflow: 'visible' }),
  tools: css({
    position: 'absolute',
    left: theme.spacing(1),
    bottom: theme.spacing(1),
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 1),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  node: css({
    position: 'absolute',
    width: nodeSize.width,
    height: nodeSize.height,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0, 1),
    textAlign: 'left',
    color: theme.colors.text.primary,
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderLeft: '4px solid',
    borderRadius: theme.shape.radius.default,
    '&:hover': { background: theme.colors.emphasize(theme.colors.background.primary, 0.05) },
  }),
  root: css({ borderWidth: '2px 2px 2px 4px', fontWeight: theme.typography.fontWeightMedium }),
  selected: css({ outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 }),
  folded: css({ boxShadow: `3px 3px 0 ${theme.colors.background.secondary}, 4px 4px 0 ${theme.colors.border.medium}` }),
  words: css({ display: 'flex', flexDirection: 'column', minWidth: 0, lineHeight: 1.25 }),
  kind: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  label: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
});
