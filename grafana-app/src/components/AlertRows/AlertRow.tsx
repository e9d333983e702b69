import React from 'react';
import { css, cx, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import type { AlertRowFragment } from '../../api/generated/graphql';
import { paths } from '../../routing/paths';
import { ARRIVAL_MS } from '../../time/useArrivals';
import { alertStatusLook, severityLook } from '../../words/incidents';
import { Age } from '../Age/Age';
import { Labels } from '../Labels/Labels';
import { Look } from '../Look/Look';
import { AlertDetail } from './AlertDetail';
import { plain } from '../../words/plain';

interface Props {
  alert: AlertRowFragment;
  open: boolean;
  onToggle(): void;
  arrived?: boolean;
  /** On the page of the incident itself there is no need to link to it. */
  withIncident?: boolean;
}

/** One alert; pressing it unfolds its labels, rule and decisions. */
export function AlertRow({ alert, open, onToggle, arrived = false, withIncident = true }: Props) {
  const styles = useStyles2(getStyles);
  const { id, name, severity, status, labels, annotations, startsAt, endsAt, incident, receivedCount } = alert;
  const detailId = `alert-${id}`;
  return (
    <div className={cx(styles.alert, arrived && styles.arrived)} data-arrived={arrived || undefined}>
      <div role="row" className={styles.row}>
        <span role="cell" className={styles.severity}>
          <Look look={severityLook(severity)} />
        </span>
        <span role="cell" className={styles.name}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            aria-controls={detailId}
            onClick={onToggle}
            data-row-link
            title={name}
          >
            <Icon name={open ? 'angle-down' : 'angle-right'} className={styles.arrow} />
            <span className={styles.cut}>{name}</span>
          </button>
          {annotations.summary && <span className={styles.summary}>{annotations.summary}</span>}
        </span>
        <span role="cell" className={styles.labels}>
          <Labels labels={labels} shown={1} oneLine without={['alertname', 'severity']} />
        </span>
        <span role="cell" className={styles.status}>
          <Look look={alertStatusLook(status)} filled />
        </span>
        <span role="cell" className={styles.age}>
          <Age since={startsAt} until={endsAt} />
          {receivedCount > 1 && (
            <span
              className={styles.times}
              title={t('alerts.received', 'Received {{count}} times', { ...plain, count: receivedCount })}
            >
              {' '}
              ×{receivedCount}
            </span>
          )}
        </span>
        {withIncident && (
          <span role="cell" className={styles.incident}>
            {incident && (
              <Link to={paths.incident(incident.id)} title={incident.title} className={styles.link}>
                #{incident.number} {incident.title}
              </Link>
            )}
          </span>
        )}
      </div>
      {open && (
        <div id={detailId} className={styles.detail}>
          <AlertDetail alert={alert} />
        </div>
      )}
    </div>
  );
}

const arrive = keyframes({ from: { background: 'var(--arrival)' }, to: { background: 'transparent' } });

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('md');
  const cell = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    alert: css({ borderBottom: `1px solid ${theme.colors.border.weak}` }),
    arrived: css({
      '--arrival': theme.colors.primary.transparent,
      boxShadow: `inset 3px 0 0 ${theme.colors.primary.border}`,
      [theme.transitions.handleMotion('no-preference')]: { animation: `${arrive} ${ARRIVAL_MS}ms ease-out` },
    }),
    row: css({
      position: 'relative',
      display: 'grid',
      gridTemplateColumns: '96px minmax(180px, 4fr) minmax(120px, 4fr) 112px 110px',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 1),
      minHeight: theme.spacing(5.5),
      '&:has(> :nth-child(6))': {
        gridTemplateColumns: '96px minmax(180px, 4fr) minmax(120px, 3fr) 112px 110px minmax(100px, 2fr)',
      },
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-within': { background: theme.colors.action.focus },
      [narrow]: {
        '&, &:has(> :nth-child(6))': { gridTemplateColumns: 'auto 1fr auto' },
        gridTemplateAreas: '"severity status age" "name name name" "labels labels labels" "incident incident incident"',
        gap: theme.spacing(0.5, 1),
        padding: theme.spacing(1),
      },
    }),
    severity: css({ ...cell, [narrow]: { gridArea: 'severity' } }),
    name: css({ minWidth: 0, [narrow]: { gridArea: 'name' } }),
    toggle: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.25),
      maxWidth: '100%',
      border: 0,
      padding: 0,
      background: 'none',
      textAlign: 'left',
      fontWeight: theme.typography.fontWeightMedium,
      '&::after': { content: '""', position: 'absolute', inset: 0 },
    }),
    arrow: css({ flexShrink: 0, color: theme.colors.text.secondary }),
    cut: css({ ...cell, [narrow]: { whiteSpace: 'normal', overflowWrap: 'anywhere' } }),
    summary: css({
      ...cell,
      display: 'block',
      paddingLeft: theme.spacing(2.25),
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    labels: css({
      minWidth: 0,
      '& button': { position: 'relative', zIndex: 1 },
      [narrow]: { gridArea: 'labels' },
    }),
    status: css({ minWidth: 0, [narrow]: { gridArea: 'status', justifySelf: 'start' } }),
    age: css({
      whiteSpace: 'nowrap',
      fontVariantNumeric: 'tabular-nums',
      '& time': { position: 'relative', zIndex: 1 },
      [narrow]: { gridArea: 'age' },
    }),
    times: css({ color: theme.colors.text.secondary }),
    incident: css({ ...cell, [narrow]: { gridArea: 'incident', '&:empty': { display: 'none' } } }),
    link: css({
      position: 'relative',
      zIndex: 1,
      color: theme.colors.text.link,
      '&:hover': { textDecoration: 'underline' },
    }),
    detail: css({
      padding: theme.spacing(1, 2, 2, 3.25),
      background: theme.colors.background.secondary,
      [narrow]: { padding: theme.spacing(1) },
    }),
  };
};
