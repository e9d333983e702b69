import React from 'react';
import { css, cx, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Checkbox, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import type { IncidentRowFragment } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { DeadlineChip } from '../../components/DeadlineChip/DeadlineChip';
import { Labels } from '../../components/Labels/Labels';
import { Look } from '../../components/Look/Look';
import { QuietLine } from '../../components/QuietLine/QuietLine';
import { paths } from '../../routing/paths';
import { ARRIVAL_MS } from '../../time/useArrivals';
import { incidentStatusLook, priorityColor, severityLook, snoozedLook } from '../../words/incidents';
import { columnText, gridTemplate, type Layout, type OptionalColumn, usualLayout } from './columns';

/** The names of the columns, for where there is room for columns; `selected` says how many of the loaded rows are. */
export function IncidentHead({
  layout,
  selected,
  onSelect,
}: {
  layout: Layout;
  selected: 'none' | 'some' | 'all';
  onSelect(): void;
}) {
  const styles = useStyles2(getStyles);
  const of = (column: OptionalColumn) => (layout.columns.includes(column) ? [columnText(column)] : []);
  const columns = [
    t('incidents.column.severity', 'Severity'),
    ...of('priority'),
    t('incidents.column.incident', 'Incident'),
    ...of('labels'),
    ...of('owner'),
    t('incidents.column.status', 'Status'),
    t('incidents.column.age', 'Age'),
    ...of('deadline'),
    ...of('acknowledgedBy'),
  ];
  return (
    <div role="row" className={cx(styles.row, styles.head)} style={{ gridTemplateColumns: gridTemplate(layout) }}>
      <span role="columnheader">
        <Checkbox
          aria-label={t('incidents.selectLoaded', 'Select all that are loaded')}
          value={selected === 'all'}
          indeterminate={selected === 'some'}
          onChange={onSelect}
        />
      </span>
      {columns.map((column) => (
        <span role="columnheader" key={column} className={styles.column} title={column}>
          {column}
        </span>
      ))}
    </div>
  );
}

interface Props {
  incident: IncidentRowFragment;
  arrived?: boolean;
  /** Without labels and person, for where there is little room. */
  compact?: boolean;
  layout?: Layout;
  /** Whether the keys are at this row. */
  marked?: boolean;
  /** Given where rows can be selected. */
  selection?: { selected: boolean; toggle(range: boolean): void };
}

/** One incident of the list. All of the row leads to it. */
export function IncidentRow({
  incident,
  arrived = false,
  compact = false,
  layout = usualLayout,
  marked = false,
  selection,
}: Props) {
  const styles = useStyles2(getStyles);
  const {
    id,
    number,
    title,
    severity,
    status,
    priority,
    ownerTeam,
    openedAt,
    resolvedAt,
    snoozedUntil,
    labels,
    quiet,
    acknowledgedBy,
  } = incident;
  const shows = (column: OptionalColumn) => !compact && layout.columns.includes(column);
  return (
    <div
      role="row"
      aria-selected={selection?.selected}
      className={cx(
        styles.row,
        styles.body,
        compact && styles.compact,
        layout.dense && styles.dense,
        selection?.selected && styles.selected,
        marked && styles.marked,
        arrived && styles.arrived
      )}
      style={compact ? undefined : { gridTemplateColumns: gridTemplate(layout) }}
      data-arrived={arrived || undefined}
      data-marked={marked || undefined}
    >
      {selection && (
        <span role="cell" className={styles.select}>
          <Checkbox
            aria-label={t('incidents.selectOne', 'Select incident {{number}}', { number })}
            value={selection.selected}
            onChange={() => undefined}
            onClick={({ shiftKey }) => selection.toggle(shiftKey)}
          />
        </span>
      )}
      <span role="cell" className={styles.severity}>
        <Look look={severityLook(severity)} />
      </span>
      {shows('priority') && (
        <span role="cell" className={styles.priority}>
          {priority ? (
            <Badge text={priority} color={priorityColor(priority)} />
          ) : (
            <span className={styles.nobody}>–</span>
          )}
        </span>
      )}
      <span role="cell" className={styles.title}>
        <Link to={paths.incident(id)} className={styles.link} data-row-link title={title}>
          <span className={styles.number}>#{number}</span> {title}
        </Link>
        {quiet && <QuietLine quiet={quiet} />}
      </span>
      {shows('labels') && (
        <span role="cell" className={styles.labels}>
          <Labels labels={labels} shown={2} oneLine without={['severity', 'alertname']} />
        </span>
      )}
      {shows('owner') && (
        <span role="cell" className={styles.person} title={ownerTeam?.name}>
          {ownerTeam?.name ?? <span className={styles.nobody}>–</span>}
        </span>
      )}
      <span role="cell" className={styles.status}>
        <Look look={snoozedUntil ? snoozedLook() : incidentStatusLook(status)} filled />
      </span>
      <span role="cell" className={styles.age}>
        <Age since={openedAt} until={resolvedAt} />
      </span>
      {shows('deadline') && (
        <span role="cell" className={styles.deadline}>
          <DeadlineChip deadlines={incident.deadlines} />
        </span>
      )}
      {shows('acknowledgedBy') && (
        <span role="cell" className={styles.person} title={acknowledgedBy?.name}>
          {acknowledgedBy?.name ?? <span className={styles.nobody}>–</span>}
        </span>
      )}
    </div>
  );
}

const arrive = keyframes({ from: { background: 'var(--arrival)' }, to: { background: 'transparent' } });

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('md');
  const cell = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    row: css({
      position: 'relative',
      display: 'grid',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
      padding: theme.spacing(0.75, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      [narrow]: {
        // Stronger than the columns of the wide layout, which stand in the element.
        gridTemplateColumns: 'auto auto 1fr auto !important',
        gridTemplateAreas:
          '"select severity status age" "title title title title" "labels labels labels labels" "deadline deadline person person"',
        gap: theme.spacing(0.5, 1),
        padding: theme.spacing(1),
      },
    }),
    compact: css({
      gridTemplateColumns: '96px minmax(160px, 1fr) 136px 100px',
    }),
    dense: css({ minHeight: `${theme.spacing(4)} !important`, padding: theme.spacing(0.25, 1) }),
    head: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      background: theme.colors.background.secondary,
      borderRadius: theme.shape.radius.default,
      [narrow]: { display: 'none' },
    }),
    column: css(cell),
    body: css({
      minHeight: theme.spacing(5.5),
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-within': { background: theme.colors.action.focus },
    }),
    selected: css({ background: theme.colors.action.selected }),
    marked: css({ outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 }),
    arrived: css({
      '--arrival': theme.colors.primary.transparent,
      boxShadow: `inset 3px 0 0 ${theme.colors.primary.border}`,
      [theme.transitions.handleMotion('no-preference')]: { animation: `${arrive} ${ARRIVAL_MS}ms ease-out` },
    }),
    select: css({ position: 'relative', zIndex: 1, [narrow]: { gridArea: 'select' } }),
    severity: css({ ...cell, [narrow]: { gridArea: 'severity' } }),
    priority: css({ [narrow]: { display: 'none' } }),
    title: css({ minWidth: 0, [narrow]: { gridArea: 'title' } }),
    link: css({
      ...cell,
      display: 'block',
      color: theme.colors.text.primary,
      fontWeight: theme.typography.fontWeightMedium,
      '&:hover': { color: theme.colors.text.link },
      // All of the row is the link; what else can be pressed in it stands above this.
      '&::after': { content: '""', position: 'absolute', inset: 0 },
      [narrow]: {
        whiteSpace: 'normal',
        overflowWrap: 'anywhere',
        display: '-webkit-box',
        WebkitLineClamp: 3,
        WebkitBoxOrient: 'vertical',
      },
    }),
    number: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
    labels: css({
      minWidth: 0,
      '& button': { position: 'relative', zIndex: 1 },
      [narrow]: { gridArea: 'labels' },
    }),
    status: css({ minWidth: 0, [narrow]: { gridArea: 'status', justifySelf: 'start' } }),
    age: css({
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
      '& time': { position: 'relative', zIndex: 1 },
      [narrow]: { gridArea: 'age' },
    }),
    deadline: css({ minWidth: 0, [narrow]: { gridArea: 'deadline' } }),
    person: css({ ...cell, [narrow]: { gridArea: 'person' } }),
    nobody: css({ color: theme.colors.text.disabled, [narrow]: { display: 'none' } }),
  };
};
