import type {
  ChainFragment,
  ChainStepFragment,
  EscalationChainInput,
  EscalationStepInput,
  EscalationStepKind,
} from '../../api/generated/graphql';

/** A step as it is edited; `key` is unlike all others'. */
export type DraftStep = ChainStepFragment & { key: string };

/** A chain as it is edited. */
export interface DraftChain {
  id: string | null;
  version: number;
  name: string;
  description: string;
  tellsAcknowledged: boolean;
  remindMinutes: number | null;
  steps: DraftStep[];
  importantSteps: DraftStep[];
}

let fresh = 0;
const withKey = (step: ChainStepFragment): DraftStep => ({ ...step, key: step.id ?? `fresh-${(fresh += 1)}` });

export function draftOf(chain: ChainFragment): DraftChain {
  const { id, version, name, description, tellsAcknowledged, remindMinutes } = chain;
  return {
    ...{ id, version, name, description, tellsAcknowledged, remindMinutes: remindMinutes ?? null },
    ...{ steps: chain.steps.map(withKey), importantSteps: chain.importantSteps.map(withKey) },
  };
}

/** A chain that nobody wrote yet: the commonest beginning. */
export function newChain(name: string): DraftChain {
  return {
    ...{
      id: null,
      version: 0,
      name,
      description: '',
      tellsAcknowledged: true,
      remindMinutes: null,
      importantSteps: [],
    },
    steps: [newStep('ON_CALL'), newStep('WAIT'), newStep('EVERY_CHANNEL')],
  };
}

export function newStep(kind: EscalationStepKind): DraftStep {
  return withKey({
    ...{
      id: null,
      kind,
      seconds: kind === 'WAIT' ? 300 : null,
      personIds: [],
      teamId: null,
      scheduleId: null,
      waitsForSomebody: false,
    },
    ...{ channelId: null, playbookId: null, times: kind === 'REPEAT' ? 1 : null, importance: null },
    ...{ onlySeverities: [], onlyAlerts: null, onlyHours: null },
  });
}

/** The chain as the platform takes it. */
export function toChainInput({
  id: _,
  version: __,
  steps,
  importantSteps,
  ...chain
}: DraftChain): EscalationChainInput {
  return { ...chain, steps: steps.map(toStepInput), importantSteps: importantSteps.map(toStepInput) };
}

/** Each kind with what it needs: the platform refuses what a kind has no use for. */
function toStepInput(step: DraftStep): EscalationStepInput {
  const { id, kind, importance, onlySeverities, onlyAlerts, onlyHours } = step;
  const own: Partial<EscalationStepInput> =
    kind === 'WAIT'
      ? { seconds: step.seconds }
      : kind === 'PERSONS'
        ? { personIds: step.personIds }
        : kind === 'TEAM'
          ? { teamId: step.teamId }
          : kind === 'ON_CALL'
            ? { scheduleId: step.scheduleId, waitsForSomebody: step.waitsForSomebody }
            : kind === 'ROUND_ROBIN'
              ? { personIds: step.teamId ? [] : step.personIds, teamId: step.teamId }
              : kind === 'CHANNEL'
                ? { channelId: step.channelId }
                : kind === 'PLAYBOOK'
                  ? { playbookId: step.playbookId }
                  : kind === 'REPEAT'
                    ? { times: step.times }
                    : {};
  return { id, kind, ...own, importance, onlySeverities, onlyAlerts, onlyHours };
}

/** Why a step cannot be saved yet; undefined when it can. */
export function isIncomplete({ kind, personIds, teamId, scheduleId, channelId, playbookId }: DraftStep): boolean {
  return (
    (kind === 'PERSONS' && personIds.length === 0) ||
    (kind === 'TEAM' && !teamId) ||
    (kind === 'ON_CALL' && !scheduleId) ||
    (kind === 'ROUND_ROBIN' && personIds.length === 0 && !teamId) ||
    (kind === 'CHANNEL' && !channelId) ||
    (kind === 'PLAYBOOK' && !playbookId)
  );
}

/** Steps with one of them a place earlier (-1) or later (1). */
export function moveStep(steps: readonly DraftStep[], key: string, by: -1 | 1): DraftStep[] {
  const from = steps.findIndex((step) => step.key === key);
  const to = from + by;
  const moved = [...steps];
  if (from >= 0 && to >= 0 && to < steps.length) {
    moved.splice(to, 0, ...moved.splice(from, 1));
  }
  return moved;
}
