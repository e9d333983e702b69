import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { HeartbeatState, IntegrationSource } from '../api/generated/graphql';

/** Formats in the order in which people look for them. */
export const integrationSources = [
  'ALERTMANAGER',
  'PROMETHEUS',
  'GRAFANA',
  'GENERIC',
  'HEARTBEAT',
  'PAGERDUTY',
  'OPSGENIE',
  'ONCALL',
  'CLOUDEVENTS',
  'OPENLINEAGE',
  'EMAIL',
] as const satisfies readonly IntegrationSource[];

/** A format in words: its name, which is its own in every language, and what sends it. */
export function sourceLook(source: IntegrationSource): { text: string; about: string; icon: IconName } {
  switch (source) {
    case 'ALERTMANAGER':
      return {
        text: 'Alertmanager',
        about: t('integrationSource.alertmanager', 'Webhook of an Alertmanager, after its routes and silences'),
        icon: 'bell',
      };
    case 'PROMETHEUS':
      return {
        text: 'Prometheus',
        about: t('integrationSource.prometheus', 'Prometheus or vmalert push straight to us, before any silence'),
        icon: 'fire',
      };
    case 'GRAFANA':
      return {
        text: 'Grafana',
        about: t('integrationSource.grafana', 'Contact point of Grafana alerting, signed if you like'),
        icon: 'grafana',
      };
    case 'GENERIC':
      return {
        text: t('integrationSource.genericName', 'Any JSON'),
        about: t('integrationSource.generic', 'Whatever can POST JSON; expressions say how it is read'),
        icon: 'brackets-curly',
      };
    case 'HEARTBEAT':
      return {
        text: t('integrationSource.heartbeatName', 'Heartbeat'),
        about: t('integrationSource.heartbeat', 'A job or a watchdog; its silence is the alert'),
        icon: 'heart',
      };
    case 'PAGERDUTY':
      return {
        text: 'PagerDuty',
        about: t('integrationSource.pagerduty', 'Clients of the Events API v2, with another host name'),
        icon: 'bell',
      };
    case 'OPSGENIE':
      return {
        text: 'Opsgenie',
        about: t('integrationSource.opsgenie', 'Clients of the alert API, with another host name'),
        icon: 'bell',
      };
    case 'ONCALL':
      return {
        text: 'Grafana OnCall',
        about: t('integrationSource.oncall', 'Senders of OnCall integrations, with another host name'),
        icon: 'users-alt',
      };
    case 'CLOUDEVENTS':
      return {
        text: 'CloudEvents',
        about: t('integrationSource.cloudevents', 'Events of version 1.0 over HTTP'),
        icon: 'cloud',
      };
    case 'OPENLINEAGE':
      return {
        text: 'OpenLineage',
        about: t('integrationSource.openlineage', 'Run events of data pipelines: failed runs are alerts'),
        icon: 'sitemap',
      };
    case 'EMAIL':
      return {
        text: t('integrationSource.emailName', 'E-mail'),
        about: t('integrationSource.email', 'Mail to an address of its own'),
        icon: 'envelope',
      };
    default:
      return source satisfies never;
  }
}

/** How a heartbeat stands, in words. */
export function heartbeatWords(state: HeartbeatState): string {
  switch (state) {
    case 'WAITING':
      return t('heartbeat.waiting', 'Waiting for the first beat');
    case 'ALIVE':
      return t('heartbeat.alive', 'Beating');
    case 'LATE':
      return t('heartbeat.late', 'Late');
    case 'MISSED':
      return t('heartbeat.missed', 'Silent');
    default:
      return state satisfies never;
  }
}
