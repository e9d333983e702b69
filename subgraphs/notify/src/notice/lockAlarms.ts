import type { NotifyDb } from '../context.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import { alarms } from './noticeEvent.ts';

/** The alarms of an incident, locked: a worker that records its result waits, and then sees what was decided here. */
export async function lockAlarms(db: NotifyDb, incidentId: string): Promise<LoadedDelivery[]> {
  await db.$queryRaw`SELECT id FROM delivery WHERE incident_id = ${incidentId}::uuid AND event = ANY(${[...alarms]}) ORDER BY id FOR UPDATE`;
  return db.delivery.findMany({ where: { incidentId, event: { in: [...alarms] } }, include: { channel: true }, orderBy: { id: 'asc' } });
}
