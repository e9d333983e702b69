import type { EventPayload } from '#contracts/events';
import { relationEdges } from '../edgeKinds.ts';
import { metricsOf } from '../promql/metricsOf.ts';
import type { Recording, Told } from './recordLineage.ts';

/**
 * Follows `resources.linked`: metrics -> resource -> alert -> incident, resource -> incident where a person opened it about the resource, and the relations among resources, each put from cause
 * to effect. Its incidents are told of by `lineage.recorded` as those of alerts are: whichever of the two comes last has the whole chain before it.
 */
export function tellResourceLineage(payload: EventPayload<'resources.linked'>): Told {
  return { at: payload.at, ...lineageOfResources(payload), incidentIds: payload.incidentIds };
}

/** The nodes and edges that a batch of links between alerts and resources tells. */
export function lineageOfResources({
  links,
  relations,
  subjects,
}: Pick<EventPayload<'resources.linked'>, 'links' | 'relations' | 'subjects'>): Recording {
  const recording: Recording = { nodes: [], edges: [] };
  const { nodes, edges } = recording;
  for (const {
    alertId,
    incidentId,
    expression,
    resource: { id, label },
  } of links) {
    const resource = { kind: 'RESOURCE', id } as const;
    const alert = { kind: 'ALERT', id: alertId } as const;
    nodes.push({ ...resource, label, facts: {} }, { ...alert, label: 'Alert' });
    edges.push({ from: resource, kind: 'raised', to: alert });
    for (const name of metricsOf(expression).metrics) {
      const metric = { kind: 'METRIC', id: name } as const;
      nodes.push({ ...metric, label: name });
      edges.push({ from: metric, kind: 'measures', to: resource });
    }
    if (incidentId === null) continue;
    const incident = { kind: 'INCIDENT', id: incidentId } as const;
    nodes.push({ ...incident, label: 'Incident' });
    edges.push({ from: alert, kind: 'part_of', to: incident });
  }
  for (const { incidentId, resource } of subjects) {
    const [source, incident] = [{ kind: 'RESOURCE', id: resource.id } as const, { kind: 'INCIDENT', id: incidentId } as const];
    nodes.push({ ...source, label: resource.label, facts: {} }, { ...incident, label: 'Incident' });
    edges.push({ from: source, kind: 'subject_of', to: incident });
  }
  for (const { from, to, kind } of relations) {
    const [source, target] = [{ kind: 'RESOURCE', id: from } as const, { kind: 'RESOURCE', id: to } as const];
    nodes.push({ ...source, label: 'Resource' }, { ...target, label: 'Resource' });
    const effect = relationEdges.get(kind);
    edges.push(effect === undefined ? { from: source, kind: 'relates_to', to: target } : { from: target, kind: effect, to: source });
  }
  return recording;
}
