import type { IncidentFacts } from '#contracts/events';
import { explainMatcher, isHeld, type Matcher } from '#contracts/matcher';
import type { Decision } from '#contracts/words';

export type MatchersVerdict = { matched: boolean } & Decision<'matched' | 'not_matched' | 'invalid_matcher'>;

/**
 * Whether a trigger's matchers hold for an incident, and which one did not. A matcher names a label of the incident, or one of its own facts:
 * `incident.title`, `incident.severity`, `incident.number`. One that cannot be read declines: what is broken must not start anything. Pure.
 */
export function judgeMatchers(matchers: readonly Matcher[], incident: IncidentFacts): MatchersVerdict {
  const seen = [];
  for (const condition of matchers) {
    const actual = valueOf(condition.name, incident);
    const problem = explainMatcher(condition);
    if (problem !== null) return { matched: false, reason: 'invalid_matcher', facts: { matcher: condition, error: problem } };
    if (!isHeld(condition, actual)) return { matched: false, reason: 'not_matched', facts: { matcher: condition, actual } };
    seen.push({ ...condition, actual });
  }
  return { matched: true, reason: 'matched', facts: { matchers: seen } };
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
