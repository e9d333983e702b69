import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { BadgeColor } from '@grafana/ui';
import type { ChannelHealth } from '../api/generated/graphql';

/** How a channel does, as a word with a colour, an icon and what it means. */
export function channelHealthLook(health: ChannelHealth): {
  text: string;
  about: string;
  color: BadgeColor;
  icon: IconName;
} {
  switch (health) {
    case 'HEALTHY':
      return {
        text: t('channelHealth.healthy', 'Healthy'),
        about: t('channelHealth.healthyAbout', 'What was sent last was taken.'),
        color: 'green',
        icon: 'check',
      };
    case 'FAILING':
      return {
        text: t('channelHealth.failing', 'Failing'),
        about: t('channelHealth.failingAbout', 'What was sent last was not taken. It is tried again.'),
        color: 'orange',
        icon: 'exclamation-triangle',
      };
    case 'RESTING':
      return {
        text: t('channelHealth.resting', 'Resting'),
        about: t(
          'channelHealth.restingAbout',
          'Too many attempts failed in a row. What is for this channel waits until one attempt succeeds; other channels are told on time.'
        ),
        color: 'red',
        icon: 'exclamation-circle',
      };
    case 'UNUSED':
      return {
        text: t('channelHealth.unused', 'Unused'),
        about: t('channelHealth.unusedAbout', 'Nothing has been sent yet. Send a test.'),
        color: 'blue',
        icon: 'question-circle',
      };
    case 'DISABLED':
      return {
        text: t('channelHealth.disabled', 'Off'),
        about: t('channelHealth.disabledAbout', 'Notices for it are cancelled.'),
        color: 'darkgrey',
        icon: 'pause',
      };
    default:
      return health satisfies never;
  }
}

/** The icon of a kind of channel; one that this version does not know has a general one. */
export function channelIcon(kind: string): IconName {
  return icons[kind] ?? 'message';
}

const icons: Record<string, IconName> = {
  email: 'envelope',
  slack: 'slack',
  teams: 'microsoft',
  telegram: 'message',
  discord: 'comment-alt',
  wecom: 'users-alt',
  wecomApp: 'user',
  ntfy: 'mobile-android',
  webpush: 'apps',
  sms: 'comment-alt-message',
  voice: 'bell',
  webhook: 'link',
  pagerduty: 'external-link-alt',
};
