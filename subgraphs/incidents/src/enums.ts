import { AlertStatus, IncidentStatus, Priority, Severity } from '#prisma/generated/client';
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

export { AlertStatus, IncidentStatus, Priority, Severity };
