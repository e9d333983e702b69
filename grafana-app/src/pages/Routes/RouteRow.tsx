import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Icon, IconButton, Tooltip, useStyles2 } from '@grafana/ui';
import type { DraggableProvided } from '@hello-pangea/dnd';
import type { CheckRoutesQuery, TestRoutesQuery } from '../../api/generated/graphql';
import { plain } from '../../words/plain';
import type { Placed } from '../../tree/draftTree';
import type { DraftNode } from './draft';
import type { Holding } from './inherit';
import { verdictWords } from './verdictWords';
import { writeDuration } from './duration';

export type Verdict = TestRoutesQuery['testRoutes']['verdicts'][number];
export type Problem = CheckRoutesQuery['checkRoutes'][number];

/** What makes a row draggable, with its handle. */
export type Drag = Pick<DraggableProvided, 'innerRef' | 'draggableProps' | 'dragHandleProps'> & { isDragging: boolean };

interface Props {
  /** Left out for a row that stays where it is. */
  drag: Drag | undefined;
  placed: Placed<DraftNode>;
  holding: Holding;
  ownerName: string | undefined;
  openIncidents: number;
  verdict: Verdict | undefined;
  /** Whether the alert that is tried ends here, or was shown here on its way because the node continues. */
  takes: 'incident' | 'also' | undefined;
  problems: Problem[];
  diff: 'added' | 'changed' | 'moved' | undefined;
  canEdit: boolean;
  onOpen(): void;
  onMove(by: -1 | 1): void;
  onAdd(): void;
  onRemove(): void;
}

/** One node of the tree: its lines, its matchers, what holds there (greyed where the parent says it), and what can be done to it. */
export function RouteRow(props: Props) {
  const { drag, placed, holding, ownerName, openIncidents, verdict, takes, problems, diff, canEdit } = props;
  const { node, at, isLast, lines } = placed;
  const styles = useStyles2(getStyles);
  const isRoot = at.length === 0;
  const unheld = verdict?.decision.reason === 'matcher_did_not_hold' ? factsOf(verdict) : undefined;
  const [problem] = problems;
  return (
    <li
      ref={drag?.innerRef}
      {...drag?.draggableProps}
      role="treeitem"
      aria-level={at.length + 1}
      aria-label={node.name}
      className={cx(
        styles.row,
        verdict?.matched && styles.matched,
        verdict && !verdict.matched && styles.unmatched,
        takes && styles.takes,
        drag?.isDragging && styles.dragging
      )}
    >
      <span className={styles.lines} aria-hidden>
        {lines.map((goesOn, level) => (
          <span key={level} className={cx(styles.line, goesOn && styles.goesOn)} />
        ))}
        {!isRoot && <span className={cx(styles.line, styles.branch, isLast && styles.lastBranch)} />}
      </span>
      <span className={styles.body}>
        <span className={styles.what}>
          <button type="button" className={styles.name} onClick={props.onOpen}>
            {node.name}
          </button>
          {diff && <Badge text={diffText(diff)} color={diff === 'added' ? 'green' : 'blue'} />}
          {problem && (
            <Tooltip content={problems.map(({ message }) => message).join('\n')}>
              <span className={styles.problem}>
                <Icon name="exclamation-triangle" size="sm" /> {t('routes.problem', 'Problem')}
              </span>
            </Tooltip>
          )}
          {isRoot && <span className={styles.quiet}>{t('routes.everything', 'every alert')}</span>}
          {node.matchers.map((matcher) => (
            <code
              key={matcher}
              className={cx(styles.pill, verdict?.matched && styles.held, unheld?.matcher === matcher && styles.unheld)}
            >
              {matcher}
            </code>
          ))}
          {!isRoot && node.matchers.length === 0 && (
            <span className={styles.quiet}>{t('routes.noMatchers', 'everything that comes here')}</span>
          )}
          {node.continues && (
            <Tooltip content={t('routes.continuesHint', 'Alerts that match are also shown to the routes that follow.')}>
              <span className={styles.continues}>
                <Icon name="arrow-down" size="sm" /> {t('routes.continues', 'continues')}
              </span>
            </Tooltip>
          )}
          {verdict && (
            <span className={cx(styles.verdict, verdict.matched ? styles.good : unheld ? styles.bad : styles.quiet)}>
              {takes && <Icon name="check-circle" size="sm" />} {verdictWords(verdict, takes)}
            </span>
          )}
        </span>
        <span className={styles.settings}>
          <Setting own={node.ownerTeamId !== null} label={t('routes.field.owner', 'Owner')}>
            {holding.ownerTeamId === null
              ? t('routes.ownerOfIntegration', 'as the integration')
              : (ownerName ?? holding.ownerTeamId.slice(0, 8))}
          </Setting>
          <Setting own={node.groupBy !== null} label={t('routes.field.groupBy', 'Group by')}>
            {groupText(holding.groupBy)}
          </Setting>
          <Setting
            own={node.groupWaitMs !== null || node.groupIntervalMs !== null || node.repeatIntervalMs !== null}
            label={t('routes.timings', 'Wait, interval, repeat')}
          >
            {[holding.groupWaitMs, holding.groupIntervalMs, holding.repeatIntervalMs].map(writeDuration).join(' · ')}
          </Setting>
        </span>
      </span>
      <span className={styles.open}>
        {openIncidents > 0 && (
          <Tooltip content={t('routes.openHint', 'Open incidents of this route')}>
            <span className={styles.count}>
              <Icon name="fire" size="sm" /> {openIncidents}
            </span>
          </Tooltip>
        )}
      </span>
      {canEdit && (
        <span className={styles.actions}>
          {drag && (
            <span
              {...drag.dragHandleProps}
              className={styles.handle}
              aria-label={t('routes.drag', 'Drag {{name}}: space, then the arrows', { ...plain, name: node.name })}
              title={t('routes.dragHint', 'Drag to another place, with all below it')}
            >
              <Icon name="draggabledots" />
            </span>
          )}
          <Action
            name="pen"
            label={t('routes.edit', 'Edit {{name}}', { ...plain, name: node.name })}
            onClick={props.onOpen}
          />
          <Action
            name="plus"
            label={t('routes.add', 'Add a route below {{name}}', { ...plain, name: node.name })}
            onClick={props.onAdd}
          />
          <Action
            name="arrow-up"
            label={t('routes.up', 'Move {{name}} up', { ...plain, name: node.name })}
            disabled={isRoot || at.at(-1) === 0}
            onClick={() => props.onMove(-1)}
          />
          <Action
            name="arrow-down"
            label={t('routes.down', 'Move {{name}} down', { ...plain, name: node.name })}
            disabled={isRoot || isLast}
            onClick={() => props.onMove(1)}
          />
          <Action
            name="trash-alt"
            label={t('routes.remove', 'Remove {{name}} and all below it', { ...plain, name: node.name })}
            disabled={isRoot}
            onClick={props.onRemove}
          />
        </span>
      )}
    </li>
  );
}

function Action({
  name,
  label,
  ...rest
}: {
  name: 'pen' | 'plus' | 'arrow-up' | 'arrow-down' | 'trash-alt';
  label: string;
  disabled?: boolean;
  onClick(): void;
}) {
  return <IconButton name={name} size="md" aria-label={label} tooltip={label} {...rest} />;
}

function Setting({ own, label, children }: { own: boolean; label: string; children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <span
      className={own ? undefined : styles.inherited}
      title={own ? label : `${label}: ${t('routes.inherited', 'from the route above')}`}
    >
      <span className={styles.settingName}>{label}</span> {children}
    </span>
  );
}

/** The labels that make up a group, in words where there are none or all. */
function groupText(groupBy: readonly string[]): string {
  if (groupBy.length === 0) {
    return t('routes.groupTogether', 'everything together');
  }
  return groupBy.includes('...') ? t('routes.groupAlone', 'each alert alone') : groupBy.join(', ');
}

function diffText(diff: 'added' | 'changed' | 'moved'): string {
  switch (diff) {
    case 'added':
      return t('routes.diff.added', 'New');
    case 'changed':
      return t('routes.diff.changed', 'Changed');
    case 'moved':
      return t('routes.diff.moved', 'Moved');
    default:
      return diff satisfies never;
  }
}

function factsOf(verdict: Verdict): { matcher?: unknown } {
  return typeof verdict.decision.facts === 'object' ? (verdict.decision.facts ?? {}) : {};
}

const INDENT = 3;

const getStyles = (theme: GrafanaTheme2) => {
  const lineColor = theme.colors.border.medium;
  return {
    row: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'stretch',
      columnGap: theme.spacing(1),
      paddingRight: theme.spacing(1),
      borderLeft: '3px solid transparent',
      listStyle: 'none',
      '&:hover': { background: theme.colors.action.hover },
    }),
    dragging: css({ background: theme.colors.background.elevated, boxShadow: theme.shadows.z3 }),
    handle: css({
      display: 'inline-flex',
      marginRight: theme.spacing(0.5),
      cursor: 'grab',
      color: theme.colors.text.secondary,
    }),
    matched: css({ borderLeftColor: theme.colors.success.main }),
    unmatched: css({ '& code, & button': { opacity: 0.75 } }),
    takes: css({ background: theme.colors.success.transparent }),
    lines: css({ display: 'flex', flex: 'none', alignSelf: 'stretch' }),
    line: css({ position: 'relative', width: theme.spacing(INDENT), flex: 'none' }),
    goesOn: css({
      '&::before': {
        content: '""',
        position: 'absolute',
        left: '50%',
        top: 0,
        bottom: 0,
        borderLeft: `1px solid ${lineColor}`,
      },
    }),
    branch: css({
      '&::before': {
        content: '""',
        position: 'absolute',
        left: '50%',
        top: 0,
        bottom: 0,
        borderLeft: `1px solid ${lineColor}`,
      },
      '&::after': {
        content: '""',
        position: 'absolute',
        left: '50%',
        right: 0,
        top: theme.spacing(2.5),
        borderTop: `1px solid ${lineColor}`,
      },
    }),
    lastBranch: css({ '&::before': { bottom: 'auto', height: theme.spacing(2.5) } }),
    body: css({
      flex: '1 1 200px',
      minWidth: 0,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.25),
      padding: theme.spacing(1, 0.5),
    }),
    what: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1), minWidth: 0 }),
    name: css({
      border: 'none',
      background: 'none',
      padding: 0,
      color: theme.colors.text.primary,
      fontWeight: theme.typography.fontWeightMedium,
      textAlign: 'left',
      overflowWrap: 'anywhere',
      '&:hover': { textDecoration: 'underline' },
    }),
    pill: css({
      maxWidth: '100%',
      overflowWrap: 'anywhere',
      whiteSpace: 'pre-wrap',
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      color: theme.colors.text.primary,
      padding: theme.spacing(0, 0.75),
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    held: css({ borderColor: theme.colors.success.border, color: theme.colors.success.text }),
    unheld: css({
      borderColor: theme.colors.error.border,
      color: theme.colors.error.text,
      opacity: '1 !important' as '1',
    }),
    continues: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.25),
      color: theme.colors.info.text,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    verdict: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      overflowWrap: 'anywhere',
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    good: css({ color: theme.colors.success.text }),
    bad: css({ color: theme.colors.error.text }),
    quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    problem: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      color: theme.colors.warning.text,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    settings: css({
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.primary,
      overflowWrap: 'anywhere',
    }),
    settingName: css({ color: theme.colors.text.secondary }),
    inherited: css({ color: theme.colors.text.disabled, '& span': { color: theme.colors.text.disabled } }),
    open: css({ display: 'flex', alignItems: 'center', minWidth: theme.spacing(5), justifyContent: 'flex-end' }),
    count: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      color: theme.colors.warning.text,
    }),
    actions: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.25), marginLeft: 'auto' }),
  };
};
