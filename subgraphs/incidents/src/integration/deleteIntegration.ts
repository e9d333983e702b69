import { type Caller, requirePermission } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import type { Integration } from '#prisma/generated/client';
import { configureHeartbeat } from '../heartbeat/configureHeartbeat.ts';
import { readHeartbeatSettings } from '../heartbeat/readHeartbeatSettings.ts';
import { describeIntegration } from './describeIntegration.ts';
import { takeIntegration } from './takeIntegration.ts';

/** Ends an integration: its tokens are forgotten and its name is free. The row stays, since alerts, payloads and incidents point at it. */
export async function deleteIntegration(platform: Platform, caller: Caller, id: string): Promise<Integration> {
  requirePermission(caller, 'integrations:manage');
  const { tenantId } = caller;
  return transact(platform, caller, async (unit) => {
    const { db, now, audit } = unit;
    const before = await takeIntegration(db, tenantId, id);
    const beats = await readHeartbeatSettings(db, id);
    const integration = await db.integration.update({
      where: { tenantId_id: { tenantId, id } },
      // What is no SHA-256 is the hash of no token.
      data: { archivedAt: now, enabled: false, secret: null, tokenHash: `deleted:${id}`, previousTokenHash: null, previousTokenUntil: null },
    });
    await configureHeartbeat(unit, integration, null);
    audit({ action: 'integration.deleted', subject: { kind: 'Integration', id }, before: describeIntegration(before, beats) });
    return integration;
  });
}
