import { AppError } from '#kit/errors';
import { type Platform, systemActor, transact } from '#kit/transact';
import { storeAlerts } from '../ingest/receiveAlerts.ts';
import { heartbeatAlert } from './heartbeatAlert.ts';
import { takeHeartbeat } from './takeHeartbeat.ts';

/** What a beat changed: nothing but the deadline, or it ended a silence. */
export type BeatReceipt = { reason: 'beat' | 'returned'; dueAt: Date };

/** A sender says that it is alive: its deadline moves, and the alert about its silence ends in the same transaction. NOT_FOUND when no heartbeat is expected. */
export async function recordBeat(platform: Platform, sender: { tenantId: string; id: string; name: string }): Promise<BeatReceipt> {
  const { tenantId, id: integrationId } = sender;
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const heartbeat = await takeHeartbeat(db, tenantId, integrationId);
    if (!heartbeat)
      throw new AppError('NOT_FOUND', `The integration "${sender.name}" expects no heartbeat: set its interval on the page of integrations.`);
    const dueAt = new Date(now.getTime() + heartbeat.intervalMs + heartbeat.graceMs);
    await db.heartbeat.update({ where: { tenantId_integrationId: { tenantId, integrationId } }, data: { lastBeatAt: now, dueAt, missedAt: null } });
    if (heartbeat.missedAt === null) return { reason: 'beat', dueAt };

    const integration = await db.integration.findFirstOrThrow({ where: { id: integrationId } });
    await storeAlerts(unit, tenantId, [heartbeatAlert(integration, heartbeat, 'RESOLVED', now)]);
    return { reason: 'returned', dueAt };
  });
}
