import type { EventPayload } from '#contracts/events';
import type { EdgeKind } from '../edgeKinds.ts';
import type { RecordedNode, Told } from './recordLineage.ts';

type OutcomeEvent = 'delivery.finished' | 'run.started' | 'run.finished' | 'insight.found';
type Outcome = { kind: EdgeKind; node: RecordedNode };

/** How each outcome of an incident stands in the graph. */
const outcomes: { [Name in OutcomeEvent]: (payload: EventPayload<Name>) => Outcome } = {
  'delivery.finished': ({ deliveryId, channelName, event, status, attempts, outcome }) => ({
    kind: 'notified_by',
    node: { kind: 'DELIVERY', id: deliveryId, label: channelName, facts: { event, status, attempts, outcome } },
  }),
  'run.started': ({ runId, playbookName, triggerName }) => ({
    kind: 'answered_by',
    node: { kind: 'RUN', id: runId, label: playbookName, facts: { triggerName } },
  }),
  'run.finished': ({ runId, playbookName, triggerName, status, outcome }) => ({
    kind: 'answered_by',
    node: { kind: 'RUN', id: runId, label: playbookName, facts: { triggerName, status, outcome } },
  }),
  'insight.found': ({ insightId, summary, verdict, suspects }) => ({
    kind: 'explained_by',
    node: { kind: 'INSIGHT', id: insightId, label: summary, facts: { verdict, suspects } },
  }),
};

/** Follows `delivery.finished`, `run.started`, `run.finished` and `insight.found`: incident -> delivery, run, insight. */
export function tellOutcomeLineage<Name extends OutcomeEvent>(event: Name, payload: EventPayload<Name>): Told {
  // A run need not be about an incident.
  if (payload.incidentId === null) return { at: payload.at, nodes: [], edges: [] };
  const { kind, node } = outcomes[event](payload);
  const incident = { kind: 'INCIDENT', id: payload.incidentId } as const;
  return { at: payload.at, nodes: [{ ...incident, label: 'Incident' }, node], edges: [{ from: incident, kind, to: node }] };
}
