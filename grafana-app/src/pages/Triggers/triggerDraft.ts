import type {
  HookSigning,
  MissedFirings,
  TriggerInput,
  TriggerKind,
  TriggerRowFragment,
} from '../../api/generated/graphql';
import type { TextPair } from '../../components/TextPairs/TextPairs';

/** A trigger being written. What its kind does not have is there as well, so that nothing is lost when another kind is looked at. */
export interface DraftTrigger {
  /** Null for one that is new. */
  id: string | null;
  version: number;
  kind: TriggerKind;
  name: string;
  description: string;
  enabled: boolean;
  playbook: { id: string; name: string } | null;
  event: string;
  matchers: string;
  condition: string;
  inputs: TextPair[];
  cron: string;
  timeZone: string;
  missed: MissedFirings;
  signing: HookSigning;
  secret: string;
}

export function newTrigger(timeZone: string): DraftTrigger {
  return {
    ...{ id: null, version: 0, kind: 'EVENT', name: '', description: '', enabled: true, playbook: null },
    ...{ event: 'incident.opened', matchers: '', condition: '', inputs: [], cron: '0 9 * * 1-5', timeZone },
    ...{ missed: 'ONCE', signing: 'STANDARD', secret: '' },
  };
}

export function draftOf(trigger: TriggerRowFragment, timeZone: string): DraftTrigger {
  const fresh = newTrigger(timeZone);
  return {
    ...fresh,
    ...{ id: trigger.id, version: trigger.version, kind: trigger.kind, name: trigger.name },
    ...{ description: trigger.description, enabled: trigger.enabled, missed: trigger.missed },
    playbook: { id: trigger.playbookId, name: trigger.playbookName },
    event: trigger.event ?? fresh.event,
    matchers: trigger.matchers.join(', '),
    condition: trigger.condition ?? '',
    inputs: Object.entries((trigger.inputs ?? {}) as Record<string, string>),
    cron: trigger.cron ?? fresh.cron,
    timeZone: trigger.timeZone ?? timeZone,
    signing: trigger.signing ?? fresh.signing,
  };
}

export function toTriggerInput(draft: DraftTrigger): TriggerInput {
  const { kind, name, description, enabled, event, matchers, condition, cron, timeZone, missed, signing, secret } =
    draft;
  const inputs = draft.inputs
    .map(([input, text]) => [input.trim(), text.trim()] as const)
    .filter(([input]) => input !== '');
  return {
    ...{ kind, name: name.trim(), description: description.trim(), enabled, playbookId: draft.playbook?.id ?? '' },
    condition: condition.trim() === '' ? null : condition.trim(),
    inputs: Object.fromEntries(inputs),
    ...(kind === 'EVENT' && { event, matchers: matchers.trim() === '' ? [] : [matchers.trim()] }),
    ...(kind === 'SCHEDULE' && { cron, timeZone, missed }),
    ...(kind === 'WEBHOOK' && { signing, secret: secret.trim() === '' ? null : secret.trim() }),
  };
}
