import { textList } from '#kit/textList';
import type { IncidentsDb } from '../../context.ts';
import type { Joined } from '../joinIncidents.ts';

/** Remembers which alerts joined which incidents; an alert keeps its membership in every incident that it was part of. */
export async function writeMembers(db: IncidentsDb, joined: ReadonlyMap<string, Joined>, now: Date): Promise<void> {
  const members = [...joined];
  if (members.length === 0) return;
  await db.$executeRaw`
    INSERT INTO incident_alert (incident_id, alert_id, joined_at)
    SELECT incident_id, alert_id, ${now}
    FROM unnest(${textList(members, ([, { incidentId }]) => incidentId)}::uuid[], ${textList(members, ([alertId]) => alertId)}::uuid[]) AS m(incident_id, alert_id)
    ON CONFLICT DO NOTHING`;
}
