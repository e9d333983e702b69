import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, IconButton, useStyles2 } from '@grafana/ui';
import type { GrafanaTargetRowFragment } from '../../api/generated/graphql';
import { availability } from '../../api/useReasonAgainst';
import { Age } from '../../components/Age/Age';
import { Look } from '../../components/Look/Look';
import { pushLook, pushReasonWords } from '../../words/ruleTargets';
import { Drift } from './Drift';

interface Props {
  grafana: GrafanaTargetRowFragment;
  /** Why the viewer may change nothing; undefined when they may. */
  reasonAgainst: string | undefined;
  busy: boolean;
  onPush(): void;
  onEdit(): void;
  onForget(): void;
}

/** One Grafana: how pushing goes, and unfolded what it has against what it should have. */
export function GrafanaRow({ grafana, reasonAgainst, busy, onPush, onEdit, onForget }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const { id, name, url, folderUid, enabled, push } = grafana;
  const isRunning = busy || push.state === 'RUNNING';
  const edit = t('ruleSources.edit', 'Edit');
  const forget = t('ruleTargets.forget.confirm', 'Forget');
  return (
    <div className={styles.grafana}>
      <div role="row" className={styles.row}>
        <div role="cell" className={styles.what}>
          <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name={open ? 'angle-down' : 'angle-right'} /> {name}
          </button>
          <span className={styles.url}>
            {url} · {folderUid}
          </span>
        </div>
        <div role="cell" className={styles.push}>
          <span className={styles.state}>
            <Look look={pushLook(isRunning ? 'RUNNING' : push.state)} filled />
            {push.succeededAt && (
              <span className={styles.quiet}>
                <Age since={push.succeededAt} ago />
              </span>
            )}
            {!enabled && <span className={styles.quiet}>{t('ruleSources.off', 'switched off')}</span>}
          </span>
          {push.state === 'FAILED' && (
            <span className={styles.wrong}>
              {pushReasonWords(push.reason ?? '')}
              {push.detail && <span className={styles.quiet}> {push.detail}</span>}
            </span>
          )}
        </div>
        <div role="cell" className={styles.actions}>
          <Button
            size="sm"
            variant="secondary"
            icon={isRunning ? 'spinner' : 'upload'}
            onClick={onPush}
            {...availability(isRunning || !enabled, reasonAgainst)}
          >
            {t('ruleTargets.push', 'Push now')}
          </Button>
          <IconButton
            name="pen"
            aria-label={edit}
            tooltip={reasonAgainst ?? edit}
            disabled={reasonAgainst !== undefined}
            onClick={onEdit}
          />
          <IconButton
            name="trash-alt"
            aria-label={forget}
            tooltip={reasonAgainst ?? forget}
            disabled={reasonAgainst !== undefined}
            onClick={onForget}
          />
        </div>
      </div>
      {open && (
        <div className={styles.drift}>
          <Drift id={id} since={push.succeededAt ?? ''} />
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('md');
  const quiet = {
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  } as const;
  return {
    grafana: css({ borderBottom: `1px solid ${theme.colors.border.weak}` }),
    row: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(180px, 4fr) minmax(220px, 6fr) auto',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(1.25, 1),
      [narrow]: { gridTemplateColumns: '1fr', gap: theme.spacing(1) },
    }),
    what: css({ minWidth: 0 }),
    toggle: css({
      border: 0,
      padding: 0,
      background: 'none',
      textAlign: 'left',
      overflowWrap: 'anywhere',
      fontWeight: theme.typography.fontWeightMedium,
    }),
    url: css({ ...quiet, display: 'block', paddingLeft: theme.spacing(2.25) }),
    push: css({ minWidth: 0 }),
    state: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.25, 1) }),
    quiet: css(quiet),
    wrong: css({ display: 'block', marginTop: theme.spacing(0.5) }),
    actions: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
    drift: css({
      padding: theme.spacing(1, 2, 2, 3.25),
      background: theme.colors.background.secondary,
      [narrow]: { padding: theme.spacing(1) },
    }),
  };
};
