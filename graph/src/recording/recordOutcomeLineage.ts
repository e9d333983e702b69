import type { EventPayload } from '#contracts/events';
import type { Unit } from '#kit/transact';
import type { EdgeKind } from '../edgeKinds.ts';
import { type LineageDb, recordLineage, type RecordedNode } from './recordLineage.ts';

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
export async function recordOutcomeLineage<Name extends OutcomeEvent>(
  { db }: Unit<LineageDb>,
  event: Name,
  payload: EventPayload<Name>,
): Promise<void> {
  // A run need not be about an incident.
  if (payload.incidentId === null) return;
  const { kind, node } = outcomes[event](payload);
  const incident = { kind: 'INCIDENT', id: payload.incidentId } as const;
  await recordLineage(db, new Date(payload.at), {
    nodes: [{ ...incident, label: 'Incident' }, node],
    edges: [{ from: incident, kind, to: node }],
  });
}
