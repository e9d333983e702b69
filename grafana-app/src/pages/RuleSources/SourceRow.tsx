import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, IconButton, Switch, Tooltip, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import type { RuleSourceRowFragment } from '../../api/generated/graphql';
import { availability } from '../../api/useReasonAgainst';
import { Age } from '../../components/Age/Age';
import { Look } from '../../components/Look/Look';
import { language } from '../../api/language';
import { paths } from '../../routing/paths';
import { formatSpan } from '../../time/formatSpan';
import { formatTotal } from '../../words/counts';
import { plain } from '../../words/plain';
import { ruleCountWords, sourceKindLook, syncLook, syncReasonWords } from '../../words/rules';

interface Props {
  source: RuleSourceRowFragment;
  /** Why the viewer may change nothing; undefined when they may. */
  reasonAgainst: string | undefined;
  busy: boolean;
  onSync(): void;
  onEdit(): void;
  onDelete(): void;
  onEnable(enabled: boolean): void;
}

/** One source: what it is, how reading it goes, and in words what is wrong. */
export function SourceRow({ source, reasonAgainst, busy, onSync, onEdit, onDelete, onEnable }: Props) {
  const styles = useStyles2(getStyles);
  const { id, name, kind, url, enabled, intervalSeconds, ruleCount, sync } = source;
  const isAsked = kind === 'PROMETHEUS';
  const look = sourceKindLook(kind);
  const isRunning = busy || sync.state === 'RUNNING';
  return (
    <div role="row" className={styles.row}>
      <div role="cell" className={styles.what}>
        <span className={styles.name}>
          <Icon name={look.icon} size="sm" title={look.text} /> {name}
        </span>
        <span className={styles.url}>{url ?? look.text}</span>
      </div>
      <div role="cell" className={styles.sync}>
        <span className={styles.state}>
          <Look look={syncLook(isRunning ? 'RUNNING' : sync.state)} filled />
          {sync.succeededAt && (
            <span className={styles.quiet}>
              <Age since={sync.succeededAt} ago />
            </span>
          )}
          {isAsked && intervalSeconds != null && (
            <span className={styles.quiet}>
              {enabled
                ? t('ruleSources.every', 'every {{span}}', {
                    ...plain,
                    span: formatSpan(intervalSeconds * 1_000, language()),
                  })
                : t('ruleSources.off', 'switched off')}
            </span>
          )}
        </span>
        {sync.state === 'FAILED' && (
          <span className={styles.wrong}>
            {syncReasonWords(sync.reason ?? '')}
            {sync.detail && <span className={styles.detail}> {sync.detail}</span>}
          </span>
        )}
        {sync.state !== 'FAILED' && sync.detail && <span className={styles.detail}>{sync.detail}</span>}
      </div>
      <div role="cell" className={styles.count}>
        <Link to={`${paths.rules}?source=${id}`} className={styles.link}>
          {ruleCountWords(ruleCount, formatTotal(ruleCount))}
        </Link>
      </div>
      <div role="cell" className={styles.actions}>
        {isAsked && (
          <>
            <Tooltip content={reasonAgainst ?? t('ruleSources.enable', 'Read it on its schedule')}>
              <span className={styles.switch}>
                <Switch
                  aria-label={t('ruleSources.enable', 'Read it on its schedule')}
                  value={enabled}
                  disabled={reasonAgainst !== undefined}
                  onChange={(event) => onEnable(event.currentTarget.checked)}
                />
              </span>
            </Tooltip>
            <Button
              size="sm"
              variant="secondary"
              icon={isRunning ? 'spinner' : 'sync'}
              onClick={onSync}
              {...availability(isRunning || !enabled, reasonAgainst)}
            >
              {t('ruleSources.sync', 'Read now')}
            </Button>
          </>
        )}
        <IconButton
          name="pen"
          aria-label={t('ruleSources.edit', 'Edit')}
          tooltip={reasonAgainst ?? t('ruleSources.edit', 'Edit')}
          disabled={reasonAgainst !== undefined}
          onClick={onEdit}
        />
        <IconButton
          name="trash-alt"
          aria-label={t('ruleSources.delete.confirm', 'Delete')}
          tooltip={reasonAgainst ?? t('ruleSources.delete.confirm', 'Delete')}
          disabled={reasonAgainst !== undefined}
          onClick={onDelete}
        />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('md');
  return {
    row: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(180px, 4fr) minmax(220px, 6fr) 100px 224px',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(1.25, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      [narrow]: {
        gridTemplateColumns: '1fr auto',
        gridTemplateAreas: '"what count" "sync sync" "actions actions"',
        gap: theme.spacing(1),
      },
    }),
    what: css({ minWidth: 0, [narrow]: { gridArea: 'what' } }),
    name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
    quiet: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
    }),
    url: css({
      display: 'block',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
    }),
    sync: css({ minWidth: 0, [narrow]: { gridArea: 'sync' } }),
    state: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.25, 1) }),
    wrong: css({ display: 'block', marginTop: theme.spacing(0.5) }),
    detail: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
    }),
    count: css({ textAlign: 'right', [narrow]: { gridArea: 'count' } }),
    link: css({ color: theme.colors.text.link, whiteSpace: 'nowrap' }),
    actions: css({
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'flex-end',
      gap: theme.spacing(1),
      [narrow]: { gridArea: 'actions', justifyContent: 'flex-start' },
    }),
    switch: css({ display: 'inline-flex' }),
  };
};
