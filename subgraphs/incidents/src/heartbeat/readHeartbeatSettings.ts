import type { IncidentsDb } from '../context.ts';
import type { HeartbeatSettings } from '../integration/integrationShape.ts';

/** An integration's heartbeat as people set it; null when it has none. */
export async function readHeartbeatSettings(db: IncidentsDb, integrationId: string): Promise<HeartbeatSettings | null> {
  const heartbeat = await db.heartbeat.findFirst({ where: { integrationId } });
  if (!heartbeat) return null;
  const { intervalMs, graceMs, severity } = heartbeat;
  return { intervalSeconds: intervalMs / 1000, graceSeconds: graceMs / 1000, severity };
}
