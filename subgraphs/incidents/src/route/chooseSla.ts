import type { Decision, Severity } from '#contracts/words';
import type { SlaTarget } from './routeDraft.ts';

export type SlaDecision = Decision<'target_of_severity' | 'no_target'> & {
  /** Minutes from the incident's opening; null for no promise. */
  acknowledgeMinutes: number | null;
  resolveMinutes: number | null;
};

/** Within what time an incident of this severity is to be acknowledged and resolved, as its route says. */
export function chooseSla(targets: readonly SlaTarget[], severity: Severity): SlaDecision {
  const target = targets.find((each) => each.severity === severity);
  if (!target) return { acknowledgeMinutes: null, resolveMinutes: null, reason: 'no_target', facts: { severity } };
  const { acknowledgeMinutes, resolveMinutes } = target;
  return { acknowledgeMinutes, resolveMinutes, reason: 'target_of_severity', facts: { severity } };
}
