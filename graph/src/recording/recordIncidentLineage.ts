import type { EventPayload } from '#contracts/events';
import type { Unit } from '#kit/transact';
import { type LineageDb, recordLineage } from './recordLineage.ts';

/** Follows `incident.opened`: gives the incident's node its name. Its edges come from its alerts. */
export async function recordIncidentLineage({ db }: Unit<LineageDb>, { incident }: EventPayload<'incident.opened'>): Promise<void> {
  const { id, number, title, severity, openedAt } = incident;
  await recordLineage(db, new Date(openedAt), {
    nodes: [{ kind: 'INCIDENT', id, label: `#${number} ${title}`, facts: { number, severity, openedAt } }],
    edges: [],
  });
}
