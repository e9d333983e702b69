import { EscalationState, Priority as Priorities, Severity as Severities } from '#prisma/generated/client';
import { registerEnumType } from 'type-graphql';

// As the incidents subgraph declares them; copies, since the decorators' registry knows an enum by its object and would forget the other's words.
export const Severity = { ...Severities };
export type Severity = Severities;
export const Priority = { ...Priorities };
export type Priority = Priorities;
registerEnumType(Severity, { name: 'Severity', description: 'How bad it is, from worst to mildest.' });
registerEnumType(Priority, {
  name: 'Priority',
  description: 'Which of two incidents comes first, by what they cost; severity says how bad it is.',
});

export const EscalationImportance = { DEFAULT: 'DEFAULT', IMPORTANT: 'IMPORTANT' } as const;
export type EscalationImportance = keyof typeof EscalationImportance;
registerEnumType(EscalationImportance, {
  name: 'EscalationImportance',
  description: 'By which of their rules people are told, and by which steps of a chain.',
});

export const PolicyTells = { CHAIN: 'CHAIN', EVERY_CHANNEL: 'EVERY_CHANNEL', NOBODY: 'NOBODY' } as const;
export type PolicyTells = keyof typeof PolicyTells;
registerEnumType(PolicyTells, {
  name: 'PolicyTells',
  description: 'How people are told of an incident: by a chain, by every channel at once, or not at all.',
});

export const EscalationStepKind = {
  WAIT: 'WAIT',
  PERSONS: 'PERSONS',
  TEAM: 'TEAM',
  ON_CALL: 'ON_CALL',
  ROUND_ROBIN: 'ROUND_ROBIN',
  CHANNEL: 'CHANNEL',
  EVERY_CHANNEL: 'EVERY_CHANNEL',
  PLAYBOOK: 'PLAYBOOK',
  RESOLVE: 'RESOLVE',
  REPEAT: 'REPEAT',
} as const;
export type EscalationStepKind = keyof typeof EscalationStepKind;
registerEnumType(EscalationStepKind, {
  name: 'EscalationStepKind',
  description: 'What a step of a chain does.',
  valuesConfig: {
    WAIT: { description: 'Gives those who were told `seconds` to answer.' },
    PERSONS: { description: 'Tells `personIds`, each by their own rules.' },
    TEAM: { description: 'Tells everybody in `teamId`.' },
    ON_CALL: { description: 'Tells who is on call in `scheduleId`.' },
    ROUND_ROBIN: { description: 'Tells one of `personIds` or of `teamId`, in turn.' },
    CHANNEL: { description: 'Tells a whole channel; a webhook is one.' },
    EVERY_CHANNEL: { description: 'Tells every channel that is on.' },
    PLAYBOOK: { description: 'Starts a playbook.' },
    RESOLVE: { description: 'Resolves the incident; the chain ends.' },
    REPEAT: { description: 'Begins again from the first step, `times` times.' },
  },
});

registerEnumType(EscalationState, {
  name: 'EscalationState',
  description: 'Where a run or a page stands.',
  valuesConfig: {
    RUNNING: { description: 'It has a next step, at `nextAt`.' },
    DONE: { description: 'It went to its end; `reason` says how.' },
    STOPPED: { description: 'Nobody is to be told any more; `reason` says why.' },
  },
});

export { EscalationState };
