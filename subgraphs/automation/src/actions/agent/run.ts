import { incidentFacts } from '#contracts/events';
import type { Deed } from '../../playbook/definition.ts';
import type { Action } from '../actionKinds.ts';
import { askOther } from '../asked/askOther.ts';

type AgentStep = Extract<Deed, { kind: 'agent' }>;

/** Asks the agents for the ranked suspects of the run's incident, as its lineage stands now. */
export const agentAction: Action<AgentStep> = {
  check: () => [],
  describe: (step, { scope }) => ({ agent: step.agent, incident: incidentFacts.nullable().parse(scope.incident ?? null)?.id ?? null }),
  async perform(_, { scope, ref }, means) {
    const incident = incidentFacts.nullable().parse(scope.incident ?? null);
    if (incident === null)
      return { status: 'FAILED', outcome: 'no_incident', error: 'The run is about no incident: there is nothing to analyse.', output: null };
    return askOther(means, 'step.analysisAsked', ref, { incidentId: incident.id });
  },
  isRepeatable: () => true,
};
