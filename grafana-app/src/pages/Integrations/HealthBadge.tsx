import React from 'react';
import { t } from '@grafana/i18n';
import { Badge, type BadgeColor, type IconName } from '@grafana/ui';
import type { Health } from './judgeHealth';

/** How an integration stands, as a word with a colour and an icon. */
export function HealthBadge({ health }: { health: Health }) {
  const { text, about, color, icon } = look(health);
  return <Badge text={text} color={color} icon={icon} tooltip={about} />;
}

function look(health: Health): { text: string; about: string; color: BadgeColor; icon: IconName } {
  switch (health) {
    case 'silent':
      return {
        text: t('integrationHealth.silent', 'Silent'),
        about: t('integrationHealth.silentAbout', 'Its heartbeat was missed, and an alert fires.'),
        color: 'red',
        icon: 'heart-break',
      };
    case 'refusing':
      return {
        text: t('integrationHealth.refusing', 'Refusing'),
        about: t('integrationHealth.refusingAbout', 'One in twenty requests or more was refused in the last 24 hours.'),
        color: 'red',
        icon: 'exclamation-triangle',
      };
    case 'late':
      return {
        text: t('integrationHealth.late', 'Late'),
        about: t('integrationHealth.lateAbout', 'The next heartbeat is overdue.'),
        color: 'orange',
        icon: 'clock-nine',
      };
    case 'off':
      return {
        text: t('integrationHealth.off', 'Off'),
        about: t('integrationHealth.offAbout', 'Its senders are refused.'),
        color: 'darkgrey',
        icon: 'pause',
      };
    case 'unheard':
      return {
        text: t('integrationHealth.unheard', 'Waiting'),
        about: t('integrationHealth.unheardAbout', 'Nothing has come yet.'),
        color: 'blue',
        icon: 'clock-nine',
      };
    case 'quiet':
      return {
        text: t('integrationHealth.quiet', 'Quiet'),
        about: t('integrationHealth.quietAbout', 'Nothing came in the last 24 hours.'),
        color: 'blue',
        icon: 'circle',
      };
    case 'healthy':
      return {
        text: t('integrationHealth.healthy', 'Healthy'),
        about: t('integrationHealth.healthyAbout', 'It is heard of, and what it sends is taken.'),
        color: 'green',
        icon: 'check',
      };
    default:
      return health satisfies never;
  }
}
