import React from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, Icon, Switch, useStyles2 } from '@grafana/ui';
import type { ChannelRowFragment } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { channelHealthLook, channelIcon } from '../../words/channels';
import { outcomeWords } from '../../words/outcomes';
import { plain } from '../../words/plain';

interface Props {
  channel: ChannelRowFragment;
  kindLabel: string;
  /** Why it cannot be changed; undefined when it can. */
  reason: string | undefined;
  busy: boolean;
  onEdit(): void;
  onTest(): void;
  onEnable(enabled: boolean): void;
  onDelete(): void;
}

/** One channel at a glance: how it does, where it goes, what became of the last day's notices, and what went wrong last. */
export function ChannelRow({ channel, kindLabel, reason, busy, onEdit, onTest, onEnable, onDelete }: Props) {
  const styles = useStyles2(getStyles);
  const { name, kind, enabled, place, lastDeliveredAt } = channel;
  const health = channelHealthLook(channel.health);
  const off = reason !== undefined || busy;
  return (
    <li className={styles.row} aria-label={name}>
      <div className={styles.main}>
        <div className={styles.head}>
          <Icon name={channelIcon(kind)} />
          <h3 className={cx(styles.name, !enabled && styles.off)}>{name}</h3>
          <Badge text={health.text} color={health.color} icon={health.icon} tooltip={health.about} />
        </div>
        <div className={styles.facts}>
          <span>{kindLabel}</span>
          <span className={styles.place}>{place ?? t('channels.people', 'reaches people at their contacts')}</span>
        </div>
        <div className={styles.facts}>
          <span>
            {lastDeliveredAt ? (
              <>
                {t('channels.lastDelivered', 'Last delivered')} <Age since={lastDeliveredAt} ago />
              </>
            ) : (
              t('channels.neverDelivered', 'Nothing delivered yet')
            )}
          </span>
          <span>
            {t('channels.lastDay', '{{delivered}} delivered · {{failed}} failed in 24 hours', {
              ...plain,
              delivered: channel.deliveredLastDay,
              failed: channel.failedLastDay,
            })}
          </span>
          {channel.waiting > 0 && (
            <span className={styles.waiting}>
              {t('channels.waiting', '{{count}} waiting', {
                ...plain,
                count: channel.waiting,
                defaultValue_one: '{{count}} waiting',
                defaultValue_other: '{{count}} waiting',
              })}
            </span>
          )}
        </div>
        <LastFailure channel={channel} />
      </div>
      <div className={styles.verbs}>
        <Switch
          value={enabled}
          disabled={off}
          aria-label={t('channels.enable', 'Use {{name}}', { ...plain, name })}
          onChange={({ currentTarget }) => onEnable(currentTarget.checked)}
        />
        <Button
          size="sm"
          variant="secondary"
          icon="message"
          disabled={reason !== undefined}
          tooltip={reason}
          onClick={onTest}
        >
          {t('channels.test', 'Send a test')}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          icon="pen"
          disabled={reason !== undefined}
          tooltip={reason}
          onClick={onEdit}
        >
          {t('channels.edit', 'Change…')}
        </Button>
        <ConfirmButton
          size="sm"
          confirmText={t('channels.confirmDelete', 'Delete')}
          confirmVariant="destructive"
          disabled={off}
          onConfirm={onDelete}
        >
          {t('channels.delete', 'Delete')}
        </ConfirmButton>
      </div>
    </li>
  );
}

/** Shown while it matters: a failure that a success followed is history. */
function LastFailure({ channel }: { channel: ChannelRowFragment }) {
  const styles = useStyles2(getStyles);
  const { lastFailure, lastDetail, lastFailedAt, lastDeliveredAt, restsUntil } = channel;
  const isOver = lastFailedAt == null || (lastDeliveredAt != null && lastDeliveredAt > lastFailedAt);
  if (lastFailure == null || isOver) {
    return null;
  }
  return (
    <div className={styles.failure}>
      <span>
        {t('channels.lastFailed', 'Last failure')} <Age since={lastFailedAt} ago />: {outcomeWords(lastFailure)}
      </span>
      {lastDetail && <span className={styles.detail}>{lastDetail}</span>}
      {restsUntil && (
        <span>
          {t('channels.triesAgain', 'Tries again at {{time}}', {
            ...plain,
            time: dateTimeFormat(restsUntil, { format: 'HH:mm:ss' }),
          })}
        </span>
      )}
    </div>
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
  main: css({ flex: '1 1 280px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  head: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    '& > :not(h3)': { flexShrink: 0, marginTop: theme.spacing(0.25) },
  }),
  name: css({ ...theme.typography.h5, margin: 0, overflowWrap: 'anywhere', minWidth: 0 }),
  off: css({ color: theme.colors.text.secondary }),
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  place: css({ overflowWrap: 'anywhere' }),
  waiting: css({ color: theme.colors.warning.text }),
  failure: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  detail: css({
    color: theme.colors.text.secondary,
    overflowWrap: 'anywhere',
    maxHeight: '3em',
    overflow: 'hidden',
  }),
  verbs: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1), marginLeft: 'auto' }),
});
