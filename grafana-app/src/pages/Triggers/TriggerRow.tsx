import React from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, Switch, useStyles2 } from '@grafana/ui';
import type { TriggerRowFragment } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { plain } from '../../words/plain';
import { triggerKindLook, triggerWhen } from '../../words/triggers';

interface Props {
  trigger: TriggerRowFragment;
  /** Why it cannot be changed; undefined when it can. */
  reason: string | undefined;
  busy: boolean;
  onEnable(enabled: boolean): void;
  onEdit(): void;
  onLog(): void;
  onDelete(): void;
  onRenew(): void;
}

/** One trigger at a glance: when it fires, what it asks for, what it starts, and what it did in the last week. */
export function TriggerRow({ trigger, reason, busy, onEnable, onEdit, onLog, onDelete, onRenew }: Props) {
  const styles = useStyles2(getStyles);
  const { name, kind, enabled, condition, matchers, playbookName, description, nextAt, activity } = trigger;
  const look = triggerKindLook(kind);
  const off = reason !== undefined || busy;
  return (
    <li className={styles.row} aria-label={name}>
      <div className={styles.main}>
        <div className={styles.head}>
          <h3 className={cx(styles.name, !enabled && styles.off)}>{name}</h3>
          <Badge text={look.text} icon={look.icon} color="blue" />
        </div>
        {description !== '' && <p className={styles.quiet}>{description}</p>}
        <p className={styles.line}>
          {triggerWhen(trigger)} → <strong>{playbookName}</strong>
        </p>
        {matchers.length > 0 && <code className={styles.code}>{`{${matchers.join(', ')}}`}</code>}
        {condition != null && <code className={styles.code}>{condition}</code>}
        <p className={styles.quiet}>
          <span>
            {t('triggers.activity', 'In 7 days: shown {{shown}} · matched {{matched}} · started {{started}}', {
              ...plain,
              shown: activity.shown,
              matched: activity.matched,
              started: activity.started,
            })}
          </span>
          {activity.lastStartedAt != null && (
            <span>
              {t('triggers.lastStarted', 'Last started')} <Age since={activity.lastStartedAt} ago />
            </span>
          )}
          {nextAt != null && (
            <span>
              {t('triggers.next', 'Next {{time}}', {
                ...plain,
                time: dateTimeFormat(nextAt, { format: 'YYYY-MM-DD HH:mm' }),
              })}
            </span>
          )}
        </p>
      </div>
      <div className={styles.verbs}>
        <Switch
          value={enabled}
          disabled={off}
          aria-label={t('triggers.enable', 'Use {{name}}', { ...plain, name })}
          onChange={({ currentTarget }) => onEnable(currentTarget.checked)}
        />
        <Button size="sm" variant="secondary" icon="list-ul" onClick={onLog}>
          {t('triggers.decisions', 'Decisions')}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          icon="pen"
          disabled={reason !== undefined}
          tooltip={reason}
          onClick={onEdit}
        >
          {t('triggers.edit', 'Change…')}
        </Button>
        {kind === 'WEBHOOK' && (
          <ConfirmButton
            size="sm"
            confirmText={t('triggers.confirmRenew', 'Replace the address and the secret')}
            disabled={off}
            onConfirm={onRenew}
          >
            {t('triggers.renew', 'New keys')}
          </ConfirmButton>
        )}
        <ConfirmButton
          size="sm"
          confirmText={t('triggers.confirmDelete', 'Delete')}
          confirmVariant="destructive"
          disabled={off}
          onConfirm={onDelete}
        >
          {t('triggers.delete', 'Delete')}
        </ConfirmButton>
      </div>
    </li>
  );
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
  main: css({
    flex: '1 1 320px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  name: css({ ...theme.typography.h5, margin: 0, overflowWrap: 'anywhere' }),
  off: css({ color: theme.colors.text.disabled }),
  line: css({ margin: 0, overflowWrap: 'anywhere' }),
  code: css({ maxWidth: '100%', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  quiet: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    margin: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  verbs: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
