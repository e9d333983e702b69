import React from 'react';
import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import { type LiveState, useLiveContext } from '../../api/live/LiveContext';
import { plain } from '../../words/plain';

/** Says how fresh the page is: icon, word and colour. When the stream is away, pressing it tries again at once. */
export function LiveBadge() {
  const { state, hub } = useLiveContext();
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { icon, color, text, explained } = looks[state];
  return (
    <Tooltip content={explained()}>
      <button
        type="button"
        className={styles.badge}
        onClick={() => hub.wake()}
        aria-label={t('live.label', 'Live updates: {{state}}', { ...plain, state: text() })}
        data-state={state}
      >
        <Icon
          key={icon}
          name={icon}
          size="sm"
          className={state === 'live' ? styles.beating : undefined}
          style={{ color: theme.visualization.getColorByName(color) }}
        />
        <span aria-live="polite">{text()}</span>
      </button>
    </Tooltip>
  );
}

const looks: Record<LiveState, { icon: IconName; color: string; text: () => string; explained: () => string }> = {
  live: {
    icon: 'rss',
    color: 'green',
    text: () => t('live.live.text', 'Live'),
    explained: () => t('live.live.explained', 'Changes appear here by themselves.'),
  },
  connecting: {
    icon: 'sync',
    color: 'blue',
    text: () => t('live.connecting.text', 'Connecting'),
    explained: () => t('live.connecting.explained', 'The stream of changes is being opened.'),
  },
  'catching-up': {
    icon: 'history',
    color: 'yellow',
    text: () => t('live.catchingUp.text', 'Catching up'),
    explained: () =>
      t('live.catchingUp.explained', 'The stream stands again; what was missed meanwhile is being read.'),
  },
  offline: {
    icon: 'cloud-exclamation',
    color: 'orange',
    text: () => t('live.offline.text', 'Offline'),
    explained: () =>
      t('live.offline.explained', 'No changes arrive. The page asks every 30 seconds instead. Press to reconnect now.'),
  },
};

const beat = keyframes({ '0%, 100%': { opacity: 1 }, '50%': { opacity: 0.45 } });

const getStyles = (theme: GrafanaTheme2) => ({
  badge: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    height: theme.spacing(theme.components.height.sm),
    padding: theme.spacing(0, 1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
    '&:hover': { background: theme.colors.action.hover },
  }),
  beating: css({
    [theme.transitions.handleMotion('no-preference')]: { animation: `${beat} 2.4s ease-in-out infinite` },
  }),
});
