import type { IncidentFacts } from '#contracts/events';
import type { Decision } from '#contracts/words';
import { RE2JS, RE2JSException } from 're2js';
import { type Matcher, matchers } from './matchers.ts';

export type TriggerJudgement = { matched: boolean } & Decision<'matched' | 'not_matched' | 'invalid_matcher'>;

/**
 * Whether a trigger's matchers hold for an incident, and which one did not. Regular expressions are RE2's (linear time, so that none can hold up
 * the worker) and anchored at both ends. A matcher that cannot be read declines: what is broken must not start anything. Pure.
 */
export function judgeTrigger(stored: unknown, incident: IncidentFacts): TriggerJudgement {
  const parsed = matchers.safeParse(stored);
  if (!parsed.success) return { matched: false, reason: 'invalid_matcher', facts: { error: 'The matchers of this trigger have an unknown shape.' } };
  const seen = [];
  for (const condition of parsed.data) {
    const actual = valueOf(condition.name, incident);
    const result = test(condition, actual);
    if ('error' in result) return { matched: false, reason: 'invalid_matcher', facts: { matcher: condition, error: result.error } };
    if (!result.holds) return { matched: false, reason: 'not_matched', facts: { matcher: condition, actual } };
    seen.push({ ...condition, actual });
  }
  return { matched: true, reason: 'matched', facts: { matchers: seen } };
}

/** Why a matcher cannot be used; null when it can. */
export function explainMatcher(condition: Matcher): string | null {
  const result = test(condition, '');
  return 'error' in result ? result.error : null;
}

function valueOf(name: string, incident: IncidentFacts): string {
  if (Object.hasOwn(incident.labels, name)) return incident.labels[name] ?? '';
  switch (name) {
    case 'incident.title':
      return incident.title;
    case 'incident.severity':
      return incident.severity;
    case 'incident.number':
      return String(incident.number);
    default:
      return '';
  }
}

function test({ op, value }: Matcher, actual: string): { holds: boolean } | { error: string } {
  switch (op) {
    case '=':
      return { holds: actual === value };
    case '!=':
      return { holds: actual !== value };
    case '=~':
    case '!~':
      try {
        return { holds: RE2JS.compile(value).matches(actual) === (op === '=~') };
      } catch (error) {
        if (error instanceof RE2JSException) return { error: error.message };
        throw error;
      }
    default:
      return op satisfies never;
  }
}
