import { type Caller, requirePermission } from '#kit/caller';
import { sealSecret } from '#kit/secret';
import { transact } from '#kit/transact';
import type { Integration } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsPlatform } from '../context.ts';
import { configureHeartbeat } from '../heartbeat/configureHeartbeat.ts';
import { readHeartbeatSettings } from '../heartbeat/readHeartbeatSettings.ts';
import { describeIntegration } from './describeIntegration.ts';
import { integrationShape, readInput } from './integrationShape.ts';
import { refuseTakenName } from './refuseTakenName.ts';
import { readSettings } from './sourceSettings.ts';
import { takeIntegration } from './takeIntegration.ts';

const shape = integrationShape.partial().extend({ settings: z.unknown().optional() });
export type IntegrationChange = z.input<typeof shape>;

/**
 * Changes what is given and leaves the rest; null takes away what can be absent. Senders are judged by the change within ten seconds
 * (authenticate.ts). An integration that is switched off has no heartbeat to miss.
 */
export async function updateIntegration(platform: IncidentsPlatform, caller: Caller, id: string, change: IntegrationChange): Promise<Integration> {
  requirePermission(caller, 'integrations:manage');
  const { secret, heartbeat, settings, ...given } = readInput(shape, change);
  const { tenantId } = caller;
  return transact(platform, caller, async (unit) => {
    const { db, audit } = unit;
    const before = await takeIntegration(db, tenantId, id);
    const beatsBefore = await readHeartbeatSettings(db, id);
    if (given.name !== undefined) await refuseTakenName(db, given.name, id);
    const after = await db.integration.update({
      where: { tenantId_id: { tenantId, id } },
      data: {
        ...given,
        ...(settings !== undefined && { settings: readSettings(before.source, settings) }),
        ...(secret !== undefined && { secret: secret === null ? null : sealSecret(secret, platform.secretKey) }),
      },
    });
    const beats = heartbeat === undefined ? beatsBefore : heartbeat;
    await configureHeartbeat(unit, after, beats);
    audit({
      action: 'integration.updated',
      subject: { kind: 'Integration', id },
      before: describeIntegration(before, beatsBefore),
      after: { ...describeIntegration(after, beats), ...(secret != null && { secretChanged: true }) },
    });
    return after;
  });
}
