import { AlertStatus, IncidentStatus, IntegrationSource, Priority, Severity } from '#prisma/generated/client';
import { registerEnumType } from 'type-graphql';

registerEnumType(Severity, {
  name: 'Severity',
  description: 'How bad it is, from worst to mildest.',
  valuesConfig: {
    CRITICAL: { description: 'Users are hurt now, or will be within minutes.' },
    HIGH: { description: 'Serious, and getting worse.' },
    MEDIUM: { description: 'Needs attention; also what says nothing of its severity.' },
    LOW: { description: 'Can wait.' },
    INFO: { description: 'Good to know.' },
  },
});

registerEnumType(AlertStatus, {
  name: 'AlertStatus',
  description: 'Whether an alert holds.',
  valuesConfig: { FIRING: { description: 'Its condition holds.' }, RESOLVED: { description: 'Its condition has ended.' } },
});

registerEnumType(IncidentStatus, {
  name: 'IncidentStatus',
  description: 'Where an incident stands.',
  valuesConfig: {
    TRIGGERED: { description: 'Open, and nobody has taken it on.' },
    ACKNOWLEDGED: { description: 'Open, and somebody has taken it on.' },
    RESOLVED: { description: 'Closed, by a person or because all its alerts have resolved. It never opens again.' },
    MERGED: { description: 'Closed, because its alerts went to another incident; see `mergedInto`.' },
  },
});

registerEnumType(Priority, {
  name: 'Priority',
  description: 'Which of two incidents comes first, by what they cost; severity says how bad it is.',
  valuesConfig: {
    P1: { description: 'Before everything else.' },
    P2: { description: 'Today.' },
    P3: { description: 'This week.' },
    P4: { description: 'When there is time.' },
    P5: { description: 'Perhaps never.' },
  },
});

registerEnumType(IntegrationSource, {
  name: 'IntegrationSource',
  description: 'The format that an integration sends.',
  valuesConfig: {
    ALERTMANAGER: { description: 'Alertmanager’s webhook, version 4.' },
    PROMETHEUS: { description: 'Alertmanager’s API, to which Prometheus and vmalert push.' },
    GRAFANA: { description: 'Grafana’s alerting webhook.' },
    PAGERDUTY: { description: 'PagerDuty’s Events API, version 2.' },
    OPSGENIE: { description: 'Opsgenie’s alert API.' },
    ONCALL: { description: 'The addresses of Grafana OnCall’s integrations.' },
    CLOUDEVENTS: { description: 'CloudEvents 1.0 over HTTP.' },
    OPENLINEAGE: { description: 'OpenLineage’s run events.' },
    GENERIC: { description: 'Any JSON, read by a mapping.' },
    HEARTBEAT: { description: 'Nothing but signs of life.' },
    EMAIL: { description: 'Mail.' },
  },
});

export { AlertStatus, IncidentStatus, IntegrationSource, Priority, Severity };
