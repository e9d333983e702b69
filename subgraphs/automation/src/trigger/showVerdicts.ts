import type { Occurrence } from './occurrence.ts';
import type { Replayed } from './replayEvent.ts';
import type { TriggerEventType, TriggerTrialType, TriggerVerdictType } from './trigger.type.ts';
import type { Trial } from './tryTrigger.ts';

/** What a draft made of stored events, in the words of the graph. */
export function showTrial({ verdicts, ...counts }: Trial): TriggerTrialType {
  return {
    ...counts,
    verdicts: verdicts.map(({ occurrence, judgement, inputs }) => ({
      ...{ event: showOccurrence(occurrence), trigger: null, matched: judgement.matched, decision: judgement, runId: null },
      inputs: inputs && 'inputs' in inputs ? inputs.inputs : null,
      notStarted: inputs && 'problem' in inputs ? { reason: 'input_no_value', facts: { input: inputs.input, error: inputs.problem } } : null,
    })),
  };
}

/** What triggers made of a replayed event, in the words of the graph. */
export function showReplayed(replayed: readonly Replayed[]): TriggerVerdictType[] {
  return replayed.map(({ trigger, occurrence, judgement, start, inputs }) => ({
    ...{ event: showOccurrence(occurrence), trigger: trigger, matched: judgement.matched, decision: judgement, inputs },
    notStarted: start && !start.started ? { reason: start.reason, facts: start.facts } : null,
    runId: start?.started ? start.runId : null,
  }));
}

function showOccurrence({ id, at, name, payload, incident, causation }: Occurrence): TriggerEventType {
  return { id, at, name, payload, incident, causation };
}
