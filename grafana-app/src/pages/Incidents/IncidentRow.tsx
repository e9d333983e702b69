import React from 'react';
import { css, cx, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import type { IncidentRowFragment } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { Labels } from '../../components/Labels/Labels';
import { Look } from '../../components/Look/Look';
import { paths } from '../../routing/paths';
import { ARRIVAL_MS } from '../../time/useArrivals';
import { incidentStatusLook, severityLook } from '../../words/incidents';

/** The names of the columns, for where there is room for columns. */
export function IncidentHead() {
  const styles = useStyles2(getStyles);
  const columns = [
    t('incidents.column.severity', 'Severity'),
    t('incidents.column.incident', 'Incident'),
    t('incidents.column.labels', 'Labels'),
    t('incidents.column.status', 'Status'),
    t('incidents.column.age', 'Age'),
    t('incidents.column.acknowledgedBy', 'Acknowledged by'),
  ];
  return (
    <div role="row" className={cx(styles.row, styles.head)}>
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
}

/** One incident of the list. All of the row leads to it. */
export function IncidentRow({ incident, arrived = false, compact = false }: Props) {
  const styles = useStyles2(getStyles);
  const { id, number, title, severity, status, openedAt, resolvedAt, labels, acknowledgedBy } = incident;
  return (
    <div
      role="row"
      className={cx(styles.row, styles.body, compact && styles.compact, arrived && styles.arrived)}
      data-arrived={arrived || undefined}
    >
      <span role="cell" className={styles.severity}>
        <Look look={severityLook(severity)} />
      </span>
      <span role="cell" className={styles.title}>
        <Link to={paths.incident(id)} className={styles.link} data-row-link title={title}>
          <span className={styles.number}>#{number}</span> {title}
        </Link>
      </span>
      {!compact && (
        <span role="cell" className={styles.labels}>
          <Labels labels={labels} shown={2} oneLine without={['severity', 'alertname']} />
        </span>
      )}
      <span role="cell" className={styles.status}>
        <Look look={incidentStatusLook(status)} filled />
      </span>
      <span role="cell" className={styles.age}>
        <Age since={openedAt} until={resolvedAt} />
      </span>
      {!compact && (
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
      gridTemplateColumns: '92px minmax(200px, 6fr) minmax(120px, 4fr) 136px 96px minmax(116px, 1.5fr)',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      [narrow]: {
        gridTemplateColumns: 'auto 1fr auto',
        gridTemplateAreas: '"severity status age" "title title title" "labels labels labels" "person person person"',
        gap: theme.spacing(0.5, 1),
        padding: theme.spacing(1),
      },
    }),
    compact: css({
      gridTemplateColumns: '96px minmax(160px, 1fr) 136px 100px',
      [narrow]: { gridTemplateColumns: 'auto 1fr auto' },
    }),
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
    arrived: css({
      '--arrival': theme.colors.primary.transparent,
      boxShadow: `inset 3px 0 0 ${theme.colors.primary.border}`,
      [theme.transitions.handleMotion('no-preference')]: { animation: `${arrive} ${ARRIVAL_MS}ms ease-out` },
    }),
    severity: css({ ...cell, [narrow]: { gridArea: 'severity' } }),
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
    person: css({ ...cell, [narrow]: { gridArea: 'person' } }),
    nobody: css({ color: theme.colors.text.disabled, [narrow]: { display: 'none' } }),
  };
};
