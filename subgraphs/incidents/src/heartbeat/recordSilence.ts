import { type Platform, systemActor, transact } from '#kit/transact';
import { storeAlerts } from '../ingest/receiveAlerts.ts';
import { heartbeatAlert } from './heartbeatAlert.ts';
import { judgeSilence, type SilenceReason } from './judgeSilence.ts';
import { takeHeartbeat } from './takeHeartbeat.ts';

/**
 * Raises the alert about a sender that fell silent. Its row and the alert commit together, so a process that dies in between leaves it due, and one
 * that comes second finds it missed already: the alarm is raised once.
 */
export async function recordSilence(platform: Platform, tenantId: string, integrationId: string, watchedSince: Date): Promise<SilenceReason> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const heartbeat = await takeHeartbeat(db, tenantId, integrationId);
    if (!heartbeat) return 'waits_for_first_beat';
    const { reason } = judgeSilence(heartbeat, now, watchedSince);
    if (reason !== 'missed') return reason;
    await db.heartbeat.update({ where: { tenantId_integrationId: { tenantId, integrationId } }, data: { missedAt: now } });
    const integration = await db.integration.findFirstOrThrow({ where: { id: integrationId } });
    await storeAlerts(unit, tenantId, [heartbeatAlert(integration, heartbeat, 'FIRING', now)]);
    return reason;
  });
}
