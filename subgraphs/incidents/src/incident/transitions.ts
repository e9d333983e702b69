import type { IncidentStatus } from '#contracts/words';

/** What a person does to an incident. */
export type Verb = 'acknowledge' | 'resolve';

export type Refusal = 'already_acknowledged' | 'already_resolved';

type Transition = { to: IncidentStatus } | { refused: Refusal };

/** Every verb on every status. A note may be added at any time, so it is no transition. */
const transitions: Record<Verb, Record<IncidentStatus, Transition>> = {
  acknowledge: {
    TRIGGERED: { to: 'ACKNOWLEDGED' },
    ACKNOWLEDGED: { refused: 'already_acknowledged' },
    RESOLVED: { refused: 'already_resolved' },
  },
  resolve: {
    TRIGGERED: { to: 'RESOLVED' },
    ACKNOWLEDGED: { to: 'RESOLVED' },
    RESOLVED: { refused: 'already_resolved' },
  },
};

/** Where a verb takes an incident, or why it cannot. */
export function decideTransition(verb: Verb, status: IncidentStatus): Transition {
  return transitions[verb][status];
}
