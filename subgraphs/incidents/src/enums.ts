import { AlertStatus, IncidentStatus, Severity } from '#prisma/generated/client';
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
  },
});

export { AlertStatus, IncidentStatus, Severity };
