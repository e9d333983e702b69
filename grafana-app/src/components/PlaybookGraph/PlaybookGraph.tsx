import React, { useMemo, useRef } from 'react';
import { css, cx, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import type { Definition } from '../../playbook/definition';
import { hasEnded, type StepState } from '../../playbook/runStates';
import { plain } from '../../words/plain';
import { stepKindLook, stepStatusLook } from '../../words/playbooks';
import { fittingScale, usePanZoom } from '../Lineage/usePanZoom';
import { useWidth } from '../useWidth';
import { ZoomButtons } from '../ZoomButtons/ZoomButtons';
import { drawLine, layoutPlaybook, type Line, type Mark, type PlacedNode } from './layoutPlaybook';

/* Longer than others by its styles: boxes, marks and lines are drawn by the same few measures. */

interface Props {
  definition: Definition;
  /** How the steps of a run stand, by their id; a playbook that does not run has none. */
  states?: ReadonlyMap<string, StepState>;
  /** Addresses of steps with something wrong. */
  faulty?: ReadonlySet<string>;
  /** Address of the step that is looked at. */
  selected?: string;
  onSelect?(address: string): void;
  /** Pixels at most. */
  height?: number;
}

/** A playbook as a flow from top to bottom. Drag to move, Ctrl and wheel or the buttons to zoom, press a step to look at it. */
export function PlaybookGraph({ definition, states, faulty, selected, onSelect, height = 640 }: Props) {
  const styles = useStyles2(getStyles);
  const view = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layoutPlaybook(definition), [definition]);
  // Only what changes the size of the drawing fits it anew, so that typing a name does not move it.
  const focusX = (layout.marks[0]?.x ?? 0) + 32;
  const scale = fittingScale(useWidth(view, 1000), layout.width);
  const room = Math.max(200, Math.min(height, layout.height * scale + 60));
  const content = useMemo(
    () => ({ width: layout.width, height: layout.height, focus: { x: focusX, y: 0 }, room }),
    [layout.width, layout.height, focusX, room]
  );
  const { fit, scaleBy } = usePanZoom(view, canvas, content);
  const stateOf = useMemo(() => {
    const byKey = new Map(layout.nodes.map(({ key, step }) => [key, states?.get(step.id)]));
    return (key: string | undefined) => (key === undefined ? undefined : byKey.get(key));
  }, [layout, states]);
  return (
    <div className={styles.frame} style={{ height: room }}>
      <div ref={view} className={styles.view}>
        <div
          ref={canvas}
          className={styles.canvas}
          style={{ width: layout.width, height: layout.height }}
          role="group"
          aria-label={t('playbook.graph', 'The playbook as a flow')}
        >
          {layout.frames.map(({ key, x, y, width, height: tall }) => (
            <div key={key} className={styles.repeat} style={{ left: x, top: y, width, height: tall }} />
          ))}
          <Lines
            lines={layout.lines}
            width={layout.width}
            height={layout.height}
            stateOf={stateOf}
            running={!!states}
          />
          {layout.marks.map((mark) => (
            <Marked key={mark.key} mark={mark} />
          ))}
          {layout.nodes.map((node) => (
            <Node
              key={node.key}
              node={node}
              state={states === undefined ? undefined : stateOf(node.key)}
              untouched={states !== undefined && stateOf(node.key) === undefined}
              faulty={faulty?.has(node.key) ?? false}
              selected={node.key === selected}
              onPress={onSelect && (() => onSelect(node.key))}
            />
          ))}
        </div>
      </div>
      <div className={styles.tools}>
        <ZoomButtons scaleBy={scaleBy} fit={fit} />
      </div>
    </div>
  );
}

interface LinesProps {
  lines: Line[];
  width: number;
  height: number;
  running: boolean;
  stateOf(key: string | undefined): StepState | undefined;
}

function Lines({ lines, width, height, running, stateOf }: LinesProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const lit = ({ from, into }: Line) =>
    into === undefined ? hasEnded(stateOf(from)?.status ?? '') : wasTaken(stateOf(into)?.status);
  return (
    <>
      <svg className={styles.lines} width={width} height={height} aria-hidden>
        <defs>
          <marker
            id="playbook-arrow"
            viewBox="0 0 8 8"
            refX={7}
            refY={4}
            markerWidth={7}
            markerHeight={7}
            orient="auto"
          >
            <path d="M0,0 L8,4 L0,8 z" fill={theme.colors.border.strong} />
          </marker>
        </defs>
        {lines.map((line) => (
          <path
            key={line.key}
            d={drawLine(line)}
            fill="none"
            stroke={running && lit(line) ? theme.colors.primary.border : theme.colors.border.strong}
            strokeWidth={running && lit(line) ? 2 : 1.5}
            opacity={running && !lit(line) ? 0.6 : 1}
            strokeDasharray={line.look === 'way' ? undefined : '5 4'}
            markerEnd={line.into !== undefined || line.look === 'loop' ? 'url(#playbook-arrow)' : undefined}
          />
        ))}
      </svg>
      {lines.map(
        ({ key, label }) =>
          label && (
            <span key={key} className={styles.label} style={{ left: label.x, top: label.y }}>
              {label.role === 'then' ? t('playbook.yes', 'yes') : t('playbook.no', 'no')}
            </span>
          )
      )}
    </>
  );
}

const wasTaken = (status: string | undefined) =>
  status !== undefined && status !== 'SKIPPED' && status !== 'PENDING' && status !== 'QUEUED';

function Marked({ mark: { kind, ...place } }: { mark: Mark }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={cx(styles.mark, kind === 'join' && styles.join)} style={placed(place)}>
      {kind === 'start' ? t('playbook.begin', 'Begin') : kind === 'end' ? t('playbook.end', 'End') : null}
    </span>
  );
}

const placed = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => ({
  left: x,
  top: y,
  width,
  height,
});

interface NodeProps {
  node: PlacedNode;
  state: StepState | undefined;
  /** The run has not come to it. */
  untouched: boolean;
  faulty: boolean;
  selected: boolean;
  onPress?: () => void;
}

function Node({ node, state, untouched, faulty, selected, onPress }: NodeProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { step, undoes } = node;
  const kind = stepKindLook(step.kind);
  const status = state && stepStatusLook(state.status);
  const shade = theme.visualization.getColorByName(
    status?.color === 'text' ? kind.color : (status?.color ?? kind.color)
  );
  const name = step.name || step.id || kind.text;
  const turns =
    state !== undefined && state.turns > 1
      ? t('playbook.turns', '{{ended}} of {{turns}}', { ...plain, ended: state.ended, turns: state.turns })
      : undefined;
  const fault = faulty ? t('playbook.hasProblem', 'Something is wrong with it') : undefined;
  const aria = [kind.text, name, status?.text, turns, fault].filter(Boolean).join(', ');
  return (
    <button
      type="button"
      className={cx(
        styles.node,
        undoes && styles.undo,
        selected && styles.selected,
        untouched && styles.untouched,
        state?.status === 'RUNNING' && styles.running
      )}
      style={{
        ...placed(node),
        borderLeftColor: shade,
        ...(status && status.color !== 'text' && { borderColor: shade }),
      }}
      aria-label={aria}
      aria-pressed={onPress && selected}
      title={aria}
      disabled={onPress === undefined}
      onClick={onPress}
      data-node={node.key}
    >
      <Icon
        name={kind.icon}
        style={{ color: theme.visualization.getColorByName(kind.color) }}
        size={undoes ? 'sm' : 'md'}
      />
      <span className={styles.words}>
        {!undoes && (
          <span className={styles.kind}>
            {kind.text}
            {turns && ` · ${turns}`}
          </span>
        )}
        <span className={styles.name}>{name}</span>
      </span>
      {faulty && <Icon name="exclamation-triangle" className={styles.fault} />}
      {status && <Icon name={status.icon} style={{ color: theme.visualization.getColorByName(status.color) }} />}
    </button>
  );
}

const pulse = keyframes({ '50%': { opacity: 0.55 } });

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
  lines: css({ position: 'absolute', top: 0, left: 0, overflow: 'visible', pointerEvents: 'none' }),
  label: css({
    position: 'absolute',
    transform: 'translate(-50%, -50%)',
    padding: theme.spacing(0, 0.75),
    color: theme.colors.text.secondary,
    background: theme.colors.background.canvas,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '16px',
  }),
  repeat: css({
    position: 'absolute',
    border: `1px dashed ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.action.hover,
  }),
  mark: css({
    position: 'absolute',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    color: theme.colors.text.secondary,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.pill,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  join: css({ background: theme.colors.border.strong, border: 0, borderRadius: theme.shape.radius.circle }),
  node: css({
    position: 'absolute',
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
    '&:not(:disabled):hover': { background: theme.colors.emphasize(theme.colors.background.primary, 0.05) },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 },
  }),
  undo: css({ borderStyle: 'dashed', borderLeftStyle: 'solid' }),
  untouched: css({ opacity: 0.55 }),
  running: css({
    [theme.transitions.handleMotion('no-preference')]: { animation: `${pulse} 2s ease-in-out infinite` },
  }),
  selected: css({ outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 }),
  fault: css({ color: theme.colors.warning.text }),
  words: css({ display: 'flex', flex: 1, flexDirection: 'column', minWidth: 0, lineHeight: 1.25 }),
  kind: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
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
});
