import type { Heartbeat } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';

/** An integration's heartbeat, locked until the transaction ends, so that a beat and the sweep decide one after the other. Null when it has none. */
export async function takeHeartbeat(db: IncidentsDb, tenantId: string, integrationId: string): Promise<Heartbeat | null> {
  await db.$executeRaw`SELECT FROM heartbeat WHERE tenant_id = ${tenantId}::uuid AND integration_id = ${integrationId}::uuid FOR NO KEY UPDATE`;
  return db.heartbeat.findFirst({ where: { integrationId } });
}
