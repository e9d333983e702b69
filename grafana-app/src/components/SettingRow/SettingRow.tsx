import React, { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, ConfirmButton, Switch, useStyles2 } from '@grafana/ui';
import { plain } from '../../words/plain';

interface Props {
  name: string;
  /** An icon before the name. */
  icon?: ReactNode;
  /** What it is, behind the name. */
  badges: ReactNode;
  enabled: boolean;
  /** Why it cannot be changed; undefined when it can. */
  reason: string | undefined;
  busy: boolean;
  /** What stands before the whole, such as its place among the others. */
  before?: ReactNode;
  /** What else can be done with it. */
  verbs?: ReactNode;
  children: ReactNode;
  onEnable(enabled: boolean): void;
  onEdit(): void;
  onDelete(): void;
}

/** Something that is set up and may be switched off, at a glance: what it is, what came of it, and what can be done with it. */
export function SettingRow(props: Props) {
  const { name, icon, badges, enabled, reason, busy, before, verbs, children, onEnable, onEdit, onDelete } = props;
  const styles = useStyles2(getStyles);
  const off = reason !== undefined || busy;
  return (
    <li className={cx(styles.row, !enabled && styles.off)} aria-label={name}>
      {before}
      <div className={styles.main}>
        <div className={styles.head}>
          {icon}
          <h3 className={styles.name}>{name}</h3>
          {badges}
        </div>
        {children}
      </div>
      <div className={styles.verbs}>
        <Switch
          value={enabled}
          disabled={off}
          aria-label={t('setting.enable', 'Use {{name}}', { ...plain, name })}
          onChange={({ currentTarget }) => onEnable(currentTarget.checked)}
        />
        {verbs}
        <Button
          size="sm"
          variant="secondary"
          icon="pen"
          disabled={reason !== undefined}
          tooltip={reason}
          onClick={onEdit}
        >
          {t('setting.edit', 'Change…')}
        </Button>
        <ConfirmButton
          size="sm"
          confirmText={t('setting.delete', 'Delete')}
          confirmVariant="destructive"
          disabled={off}
          onConfirm={onDelete}
        >
          {t('setting.delete', 'Delete')}
        </ConfirmButton>
      </div>
    </li>
  );
}

/** Small facts beside each other. */
export function RowFacts({ children }: { children: ReactNode }) {
  return <div className={useStyles2(getStyles).facts}>{children}</div>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  off: css({ '& h3, & code': { color: theme.colors.text.secondary } }),
  main: css({
    flex: '1 1 280px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
  }),
  head: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    maxWidth: '100%',
    '& > :not(h3)': { flexShrink: 0, marginTop: theme.spacing(0.25) },
  }),
  name: css({ ...theme.typography.h5, margin: 0, minWidth: 0, overflowWrap: 'anywhere' }),
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    minWidth: 0,
    maxWidth: '100%',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  }),
  verbs: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1), marginLeft: 'auto' }),
});
