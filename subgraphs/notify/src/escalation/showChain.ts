import type { EscalationStepKind } from '../enums.ts';
import type { EscalationChainInput, EscalationStepInput, EscalationStepType } from './chain.type.ts';
import type { ChainDraftInput, Step, StepKind } from './chainDraft.ts';

const kinds = {
  WAIT: 'wait',
  PERSONS: 'persons',
  TEAM: 'team',
  ON_CALL: 'onCall',
  ROUND_ROBIN: 'roundRobin',
  CHANNEL: 'channel',
  EVERY_CHANNEL: 'everyChannel',
  PLAYBOOK: 'playbook',
  RESOLVE: 'resolve',
  REPEAT: 'repeat',
} as const satisfies Record<EscalationStepKind, StepKind>;

const shown = Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [kind, name])) as Record<StepKind, EscalationStepKind>;

/** A step as clients see it: flat, with null for what its kind does not have. */
export function showStep(step: Step): EscalationStepType {
  const { id, kind, importance, only, ...own } = step;
  const none = {
    seconds: null,
    personIds: [],
    teamId: null,
    scheduleId: null,
    waitsForSomebody: false,
    channelId: null,
    playbookId: null,
    times: null,
  };
  return { ...none, ...own, id, kind: shown[kind], importance, onlySeverities: only.severities, onlyAlerts: only.alerts, onlyHours: only.hours };
}

/** What clients send, in the form in which chains are checked: each kind with its own fields, so that one that it has no use for is refused. */
export function readChainInput({ steps, importantSteps, ...chain }: EscalationChainInput): ChainDraftInput {
  return {
    ...present(chain),
    name: chain.name,
    steps: steps.map(readStep),
    importantSteps: (importantSteps ?? []).map(readStep),
  };
}

function readStep({ id, kind, importance, onlySeverities, onlyAlerts, onlyHours, ...own }: EscalationStepInput): Step {
  const only = { severities: onlySeverities ?? [], alerts: onlyAlerts ?? null, hours: onlyHours ? present(onlyHours) : null };
  // Checked by chainDraft, whatever it is.
  return { ...present(own), kind: kinds[kind], id: id ?? null, importance: importance ?? null, only } as Step;
}

function present<Fields extends object>(fields: Fields): { [Name in keyof Fields]: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as never;
}
