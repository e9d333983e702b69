import type { EventPayload } from '#contracts/events';
import type { Told } from './recordLineage.ts';

/** Follows `incident.opened`: gives the incident's node its name. Its edges come from its alerts. */
export function tellIncidentLineage({ incident }: EventPayload<'incident.opened'>): Told {
  const { id, number, title, severity, openedAt } = incident;
  return { at: openedAt, nodes: [{ kind: 'INCIDENT', id, label: `#${number} ${title}`, facts: { number, severity, openedAt } }], edges: [] };
}
