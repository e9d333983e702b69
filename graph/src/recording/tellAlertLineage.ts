import type { AlertFacts, EventPayload } from '#contracts/events';
import { metricsOf } from '../promql/metricsOf.ts';
import type { Recording, Told } from './recordLineage.ts';
import { ruleNode } from './tellRuleLineage.ts';

/**
 * Follows `alerts.changed`, and `rules.matched` once more for alerts whose rule was found apart from them: rule -> metrics -> alert -> incident. The alert's resource comes between metric and alert when
 * the resources subgraph has found it (recordResourceLineage); until then, and without one, the chain is whole as well.
 */
export function tellAlertLineage({ at, alerts }: EventPayload<'alerts.changed'>): Told {
  return { at, ...lineageOfAlerts(alerts), incidentIds: alerts.flatMap(({ incidentId }) => incidentId ?? []) };
}

/** The nodes and edges that a batch of alerts tells. A rule's facts are those of the alert that spoke last. */
export function lineageOfAlerts(alerts: readonly AlertFacts[]): Recording {
  const recording: Recording = { nodes: [], edges: [] };
  const { nodes, edges } = recording;
  for (const alert of alerts) {
    const rule = { kind: 'RULE', id: alert.name } as const;
    const node = { kind: 'ALERT', id: alert.id } as const;
    const expression = expressionOf(alert);
    const found = metricsOf(expression);
    nodes.push({ ...ruleNode({ name: alert.name, expression }), isIgnorance: expression === null });
    nodes.push({ ...node, label: alert.name, facts: factsOf(alert) });

    for (const id of found.metrics) {
      const metric = { kind: 'METRIC', id } as const;
      nodes.push({ ...metric, label: id });
      edges.push({ from: rule, kind: 'reads', to: metric }, { from: metric, kind: 'raised', to: node });
    }
    if (found.metrics.length === 0) edges.push({ from: rule, kind: 'raised', to: node });
    const jobId = alert.labels[jobLabel];
    if (jobId !== undefined) {
      const job = { kind: 'JOB', id: jobId } as const;
      nodes.push({ ...job, label: jobId });
      edges.push({ from: job, kind: 'raised', to: node });
    }

    if (alert.incidentId === null) continue;
    const incident = { kind: 'INCIDENT', id: alert.incidentId } as const;
    nodes.push({ ...incident, label: 'Incident' });
    edges.push({ from: node, kind: 'part_of', to: incident });
  }
  return recording;
}

/** The label by which an alert about a data job names it; the intake of OpenLineage sets it. */
const jobLabel = 'openlineage_job';

/** What an analysis reads of an alert: when it fired, how bad it is, and which series it is about. */
function factsOf({ status, severity, startsAt, fingerprint, labels }: AlertFacts): Record<string, unknown> {
  return { status, severity, startsAt, fingerprint, labels };
}

/** The rule's PromQL: as the source told it, or out of Prometheus's `generatorURL` (`/graph?g0.expr=…`). */
export function expressionOf({ expression, generatorUrl }: Pick<AlertFacts, 'expression' | 'generatorUrl'>): string | null {
  if (expression !== null) return expression;
  if (generatorUrl === null) return null;
  return URL.canParse(generatorUrl) ? new URL(generatorUrl).searchParams.get('g0.expr') : null;
}
