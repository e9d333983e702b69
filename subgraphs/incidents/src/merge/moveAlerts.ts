import type { Alert, Incident } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { labelsOf } from '../incident/incidentFacts.ts';
import { alertFacts } from '../ingest/nextAlert.ts';

/** As many alerts as one event takes. */
const mostInEvent = 500;

/** Makes these alerts the incident's, in which they are members from now on, and tells those who follow alerts. The intake must be locked. */
export async function moveAlerts(unit: IncidentsUnit, tenantId: string, alerts: readonly Alert[], to: Pick<Incident, 'id'>): Promise<void> {
  if (alerts.length === 0) return;
  const { db, now } = unit;
  const ids = alerts.map(({ id }) => id);
  await db.$executeRaw`UPDATE alert SET incident_id = ${to.id}::uuid WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${ids}::uuid[])`;
  await db.$executeRaw`
    INSERT INTO incident_alert (incident_id, alert_id, joined_at)
    SELECT ${to.id}::uuid, id, ${now} FROM unnest(${ids}::uuid[]) AS a(id) ON CONFLICT DO NOTHING`;
  const facts = alerts.map((alert) => alertFacts({ ...alert, labels: labelsOf(alert.labels), incidentId: to.id }));
  for (let at = 0; at < facts.length; at += mostInEvent) {
    unit.emit('alerts.changed', { at: now.toISOString(), alerts: facts.slice(at, at + mostInEvent) });
  }
  unit.signal('alert', ids);
}
