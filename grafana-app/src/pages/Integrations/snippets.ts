import { t } from '@grafana/i18n';
import type { IssuedPartsFragment } from '../../api/generated/graphql';

/** What is pasted into a sender: a title, the text, and how it is to be read. */
export interface Snippet {
  title: string;
  text: string;
}

type Issued = Pick<IssuedPartsFragment, 'token' | 'addresses'> & {
  source: IssuedPartsFragment['integration']['source'];
};

/** How senders of a format are told where to send to, with the token in its place. */
export function snippetsOf({ source, token, addresses }: Issued): Snippet[] {
  const address = (purpose: string) => addresses.find((other) => other.purpose === purpose)?.url ?? '';
  const alerts = address('ALERTS');
  const beat = address('HEARTBEAT');
  const ofSource = snippetsOfSource(source, alerts, token, address('CHANGES'));
  return beat === '' ? ofSource : [...ofSource, ...heartbeatSnippets(beat)];
}

function snippetsOfSource(source: Issued['source'], alerts: string, token: string, changes: string): Snippet[] {
  switch (source) {
    case 'ALERTMANAGER':
      return [
        {
          title: 'alertmanager.yml',
          text: `receivers:
  - name: sre-platform
    webhook_configs:
      - url: ${alerts}
        send_resolved: true
route:
  receiver: sre-platform`,
        },
      ];
    case 'PROMETHEUS':
      return [
        { title: 'prometheus.yml', text: prometheus(alerts) },
        { title: 'vmalert', text: `-notifier.url=${alerts}` },
      ];
    case 'GRAFANA':
      return [
        {
          title: t('snippet.grafana', 'Contact point (provisioning/alerting/*.yaml)'),
          text: `apiVersion: 1
contactPoints:
  - orgId: 1
    name: SRE Platform
    receivers:
      - uid: sre-platform
        type: webhook
        settings:
          url: ${alerts}`,
        },
      ];
    case 'GENERIC':
      return [
        {
          title: 'curl',
          text: `curl -X POST '${alerts}' \\
  -H 'content-type: application/json' \\
  -d '{"title": "Disk almost full", "status": "firing", "severity": "critical", "labels": {"host": "db-1"}}'`,
        },
      ];
    case 'PAGERDUTY':
      return [
        {
          title: t('snippet.pagerduty', 'Alert (the routing key says who sends)'),
          text: `curl -X POST '${alerts}' \\
  -H 'content-type: application/json' \\
  -d '{"routing_key": "${token}", "event_action": "trigger", "dedup_key": "disk-db-1", "payload": {"summary": "Disk almost full", "source": "db-1", "severity": "critical"}}'`,
        },
        {
          title: t('snippet.change', 'Change'),
          text: `curl -X POST '${changes}' \\
  -H 'content-type: application/json' \\
  -d '{"routing_key": "${token}", "payload": {"summary": "Deployed 1.4.2", "source": "ci"}}'`,
        },
      ];
    case 'OPSGENIE':
      return [
        {
          title: 'curl',
          text: `curl -X POST '${alerts}' \\
  -H 'Authorization: GenieKey ${token}' -H 'content-type: application/json' \\
  -d '{"message": "Disk almost full", "alias": "disk-db-1", "priority": "P2"}'`,
        },
      ];
    case 'ONCALL':
      return [
        {
          title: 'curl',
          text: `curl -X POST '${alerts}' \\
  -H 'content-type: application/json' \\
  -d '{"alert_uid": "disk-db-1", "title": "Disk almost full", "state": "alerting", "message": "/var is 96 % full"}'`,
        },
      ];
    case 'CLOUDEVENTS':
      return [
        {
          title: 'curl',
          text: `curl -X POST '${alerts}' \\
  -H 'content-type: application/cloudevents+json' \\
  -d '{"specversion": "1.0", "id": "1", "source": "/db-1", "type": "disk.full", "data": {"status": "firing", "severity": "critical"}}'`,
        },
      ];
    case 'OPENLINEAGE':
      return [
        {
          title: t('snippet.openlineage', 'Environment of the producer'),
          text: `OPENLINEAGE_URL=${alerts.replace(/\/api\/v1\/lineage$/, '')}
OPENLINEAGE_ENDPOINT=api/v1/lineage`,
        },
      ];
    case 'HEARTBEAT':
    case 'EMAIL':
      return [];
    default:
      return source satisfies never;
  }
}

/** Prometheus takes an Alertmanager apart: the host, and the path before `/api/v2/alerts`. */
function prometheus(alerts: string): string {
  const [, scheme = 'https', host = '<host>', path = alerts] = /^(\w+):\/\/([^/]+)(\/.*)$/.exec(alerts) ?? [];
  return `alerting:
  alertmanagers:
    - scheme: ${scheme}
      path_prefix: ${path}
      static_configs:
        - targets: ['${host}']`;
}

function heartbeatSnippets(beat: string): Snippet[] {
  return [
    { title: t('snippet.beat', 'A beat'), text: `curl -fsS -m 10 --retry 3 '${beat}'` },
    {
      title: t('snippet.cron', 'At the end of a job (crontab)'),
      text: `0 3 * * * /usr/local/bin/backup && curl -fsS '${beat}'`,
    },
  ];
}
