import type { IncidentRowFragment } from '../../api/generated/graphql';

/** An incident's columns in a file; their names are for programs, so they are not translated. */
export const exportColumns: ReadonlyArray<{
  name: string;
  value(incident: IncidentRowFragment): string | number | null | undefined;
}> = [
  { name: 'number', value: ({ number }) => number },
  { name: 'title', value: ({ title }) => title },
  { name: 'status', value: ({ status }) => status },
  { name: 'severity', value: ({ severity }) => severity },
  { name: 'priority', value: ({ priority }) => priority },
  { name: 'opened_at', value: ({ openedAt }) => openedAt },
  { name: 'acknowledged_at', value: ({ acknowledgedAt }) => acknowledgedAt },
  { name: 'acknowledged_by', value: ({ acknowledgedBy }) => acknowledgedBy?.name },
  { name: 'resolved_at', value: ({ resolvedAt }) => resolvedAt },
  { name: 'owner_team', value: ({ ownerTeam }) => ownerTeam?.name },
  { name: 'labels', value: ({ labels }) => JSON.stringify(labels) },
  { name: 'id', value: ({ id }) => id },
];
