import type { Heartbeat, Integration } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { storeAlerts } from '../ingest/receiveAlerts.ts';
import type { HeartbeatSettings } from '../integration/integrationShape.ts';
import { heartbeatAlert } from './heartbeatAlert.ts';
import { takeHeartbeat } from './takeHeartbeat.ts';

/**
 * Brings an integration's heartbeat to what people set. One that is taken away, or whose integration is switched off, is watched no longer, and an
 * alert about its silence ends: who was told of it is told of that too.
 */
export async function configureHeartbeat(unit: IncidentsUnit, integration: Integration, settings: HeartbeatSettings | null): Promise<void> {
  const { db, now } = unit;
  const { tenantId, id: integrationId, enabled } = integration;
  const before = await takeHeartbeat(db, tenantId, integrationId);
  const watched = settings !== null && enabled;
  if (before !== null && before.missedAt !== null && !watched) {
    await storeAlerts(unit, tenantId, [heartbeatAlert(integration, before, 'RESOLVED', now)]);
  }
  if (settings === null) {
    await db.heartbeat.deleteMany({ where: { integrationId } });
    return;
  }
  const times = { intervalMs: settings.intervalSeconds * 1000, graceMs: settings.graceSeconds * 1000, severity: settings.severity };
  const state = watched ? { dueAt: nextDue(before, times) } : { dueAt: null, missedAt: null };
  await db.heartbeat.upsert({
    where: { tenantId_integrationId: { tenantId, integrationId } },
    create: { integrationId, ...times },
    update: { ...times, ...state },
  });
}

/** A deadline that is running moves with the settings; one that was missed stays what the alert speaks of. */
function nextDue(before: Heartbeat | null, { intervalMs, graceMs }: Pick<Heartbeat, 'intervalMs' | 'graceMs'>): Date | null {
  if (!before?.dueAt || !before.lastBeatAt || before.missedAt) return before?.dueAt ?? null;
  return new Date(before.lastBeatAt.getTime() + intervalMs + graceMs);
}
