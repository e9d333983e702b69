import { t } from '@grafana/i18n';

/** Names of services, which are the same in every language. */
const services: Record<string, string> = {
  discord: 'Discord',
  ntfy: 'ntfy',
  pagerduty: 'PagerDuty',
  slack: 'Slack',
  teams: 'Microsoft Teams',
  telegram: 'Telegram',
};

/** A kind of channel as a way to a person, short. */
export function wayText(kind: string): string {
  switch (kind) {
    case 'email':
      return t('way.email', 'mail');
    case 'sms':
      return t('way.sms', 'SMS');
    case 'voice':
      return t('way.voice', 'phone call');
    case 'webpush':
      return t('way.webpush', 'browser');
    case 'webhook':
      return t('way.webhook', 'webhook');
    case 'wecom':
    case 'wecomApp':
      return t('way.wecom', 'WeCom');
    default:
      return services[kind] ?? kind;
  }
}
