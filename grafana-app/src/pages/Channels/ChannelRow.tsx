import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Button, Icon, useStyles2 } from '@grafana/ui';
import type { ChannelRowFragment } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { RowFacts, SettingRow } from '../../components/SettingRow/SettingRow';
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
export function ChannelRow({ channel, kindLabel, reason, onTest, ...rest }: Props) {
  const styles = useStyles2(getStyles);
  const { name, kind, enabled, place, lastDeliveredAt } = channel;
  const health = channelHealthLook(channel.health);
  return (
    <SettingRow
      {...{ name, enabled, reason, ...rest }}
      icon={<Icon name={channelIcon(kind)} />}
      badges={<Badge text={health.text} color={health.color} icon={health.icon} tooltip={health.about} />}
      verbs={
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
      }
    >
      <RowFacts>
        <span>{kindLabel}</span>
        <span>{place ?? t('channels.people', 'reaches people at their contacts')}</span>
      </RowFacts>
      <RowFacts>
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
      </RowFacts>
      <LastFailure channel={channel} />
    </SettingRow>
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
});
