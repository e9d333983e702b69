import type { Integration, Prisma } from '#prisma/generated/client';
import type { HeartbeatSettings } from './integrationShape.ts';

/** An integration as the audit keeps it: everything that people decide of it, and of its secret only whether there is one. */
export function describeIntegration(integration: Integration, heartbeat: HeartbeatSettings | null): Prisma.InputJsonObject {
  const { name, source, enabled, labels, fingerprintLabels, settings, rateLimit, ownerTeamId, secret } = integration;
  return {
    ...{ name, source, enabled, labels: labels, fingerprintLabels, settings: settings },
    ...{ rateLimit, ownerTeamId, signed: secret !== null, heartbeat },
  };
}
