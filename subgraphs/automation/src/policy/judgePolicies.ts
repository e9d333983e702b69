import type { PlaybookDefinition } from '../playbook/definition.ts';
import { findBlackout } from './findBlackout.ts';

type Policies = PlaybookDefinition['policies'];

/** What one policy says of a run that is asked for. */
export type PolicyVerdict = {
  policy: 'playbook' | 'concurrency' | 'rate' | 'cooldown' | 'blackout' | 'mostTargets' | 'approval';
  /** `held`: not now, but later by itself or when people agree. */
  verdict: 'passed' | 'held' | 'refused';
  reason: string;
  facts: Record<string, unknown>;
};

/** What policies are judged on. */
export type PolicyFacts = {
  now: Date;
  /** Names of what the run acts on. */
  resources: readonly string[];
  /** Runs that go on, of the playbook or of it for one of the resources; those that wait their turn and came before are among them. */
  going: number;
  /** Runs that were started within the minutes of the rate. */
  startedLately: number;
  /** When the last run for the same ended; null where none has within the cooldown. */
  lastEndedAt: Date | null;
};

/**
 * What each policy of a playbook says of a run, in their order; the ones that are not set say nothing. The first that refuses decides, and of the rest one that holds.
 * Approvals and blast radius are judged elsewhere, since they need more than is known here. Pure.
 */
export function judgePolicies({ concurrency, rate, cooldownMinutes, blackouts }: Policies, facts: PolicyFacts): PolicyVerdict[] {
  const verdicts: PolicyVerdict[] = [];
  const { now, resources } = facts;
  if (blackouts.length > 0) {
    const blackout = findBlackout(blackouts, now);
    verdicts.push(
      blackout
        ? { policy: 'blackout', verdict: 'refused', reason: 'in_blackout', facts: { ...blackout } }
        : { policy: 'blackout', verdict: 'passed', reason: 'outside_blackouts', facts: {} },
    );
  }
  if (rate) {
    const isOver = facts.startedLately >= rate.most;
    const seen = { started: facts.startedLately, most: rate.most, minutes: rate.minutes };
    verdicts.push({ policy: 'rate', verdict: isOver ? 'refused' : 'passed', reason: isOver ? 'rate_reached' : 'within_rate', facts: seen });
  }
  if (cooldownMinutes !== undefined) {
    const until = facts.lastEndedAt && new Date(facts.lastEndedAt.getTime() + cooldownMinutes * 60_000);
    const isCooling = until !== null && until > now;
    const seen = { minutes: cooldownMinutes, resources, ...(isCooling && { until: until.toISOString() }) };
    verdicts.push({ policy: 'cooldown', verdict: isCooling ? 'refused' : 'passed', reason: isCooling ? 'cooling_down' : 'cooled_down', facts: seen });
  }
  if (concurrency) {
    const isFull = facts.going >= concurrency.most;
    const seen = { going: facts.going, most: concurrency.most, per: concurrency.per, ...(concurrency.per === 'resource' && { resources }) };
    const verdict = !isFull ? 'passed' : concurrency.then === 'wait' ? 'held' : 'refused';
    verdicts.push({ policy: 'concurrency', verdict, reason: isFull ? 'concurrency_reached' : 'within_concurrency', facts: seen });
  }
  return verdicts;
}
