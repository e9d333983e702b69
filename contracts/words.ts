/** Words of the domain that more than one subgraph speaks. */

/** From worst to mildest; the order is the sort order. */
export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'] as const;
export type Severity = (typeof severities)[number];

/** From first to last: which of two incidents comes first, by what they cost. */
export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type Priority = (typeof priorities)[number];

export const alertStatuses = ['FIRING', 'RESOLVED'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

export const incidentStatuses = ['TRIGGERED', 'ACKNOWLEDGED', 'RESOLVED', 'MERGED'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** Whether somebody still has to do something about an incident of this status. One that was merged is closed: its alerts are another's now. */
export function isOpen(status: IncidentStatus): boolean {
  return status === 'TRIGGERED' || status === 'ACKNOWLEDGED';
}

/** For whom a status update of an incident is meant, from the fewest to all. */
export const updateAudiences = ['TEAM', 'STAKEHOLDERS', 'PUBLIC'] as const;
export type UpdateAudience = (typeof updateAudiences)[number];

/** Kinds of nodes in the lineage graph. */
export const lineageKinds = ['RULE', 'METRIC', 'RESOURCE', 'ALERT', 'INCIDENT', 'DELIVERY', 'RUN', 'INSIGHT', 'JOB', 'DATASET'] as const;
export type LineageKind = (typeof lineageKinds)[number];

/** Prometheus labels: names to values. */
export type Labels = Record<string, string>;

/** A decision's machine-readable reason with the facts it was taken on; every automatic step keeps one. */
export type Decision<Reason extends string = string> = { reason: Reason; facts: Record<string, unknown> };
