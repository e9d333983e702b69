import type { IncidentFacts } from '#contracts/events';
import type { Decision } from '#contracts/words';
import type { ConditionSubject } from '#kit/condition';
import type { CompiledTrigger } from './compileTrigger.ts';
import { judgeMatchers } from './judgeMatchers.ts';

export type TriggerReason =
  | 'matched'
  | 'not_matched'
  | 'invalid_matcher'
  | 'condition_false'
  | 'condition_no_value'
  | 'invalid_trigger'
  | 'no_incident'
  | 'trigger_disabled'
  | 'firing_missed';
export type TriggerJudgement = { matched: boolean } & Decision<TriggerReason>;

/**
 * Whether a trigger matches what happened, and else which part of its condition did not hold and the values that this part saw. All of its matchers and its
 * condition must hold. Pure.
 */
export function judgeTrigger(trigger: CompiledTrigger, incident: IncidentFacts | null, subject: ConditionSubject): TriggerJudgement {
  const { matchers, condition, problem } = trigger;
  if (problem !== null) return { matched: false, reason: 'invalid_trigger', facts: { error: problem } };
  const facts: Record<string, unknown> = {};
  if (matchers.length > 0) {
    if (incident === null) return { matched: false, reason: 'no_incident', facts: { matchers } };
    const verdict = judgeMatchers(matchers, incident);
    if (!verdict.matched) return verdict;
    Object.assign(facts, verdict.facts);
  }
  if (condition !== null) {
    const verdict = condition.judge(subject);
    if (!verdict.holds) {
      const { reason, part, saw, error } = verdict;
      return { matched: false, reason, facts: { condition: condition.text, part, saw, ...(error !== undefined && { error }) } };
    }
    facts['condition'] = condition.text;
  }
  return { matched: true, reason: 'matched', facts: 'matchers' in facts ? facts : { matchers: [], ...facts } };
}
