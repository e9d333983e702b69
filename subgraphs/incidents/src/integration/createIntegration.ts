import { AppError } from '#kit/errors';
import { createToken, hashToken, sealSecret } from '#kit/secret';
import { type Actor, transact } from '#kit/transact';
import { type Integration, IntegrationSource } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsPlatform } from '../context.ts';
import { configureHeartbeat } from '../heartbeat/configureHeartbeat.ts';
import { describeIntegration } from './describeIntegration.ts';
import { heartbeatShape, integrationShape, readInput } from './integrationShape.ts';
import { readSettings } from './sourceSettings.ts';
import { refuseTakenName } from './refuseTakenName.ts';

const shape = integrationShape.partial().extend({
  name: integrationShape.shape.name,
  source: z.enum(IntegrationSource),
  settings: z.unknown().optional(),
  /** A token chosen by whoever provisions the sender as well; a random one by default. */
  token: z.string().min(32).max(200).optional(),
});
export type NewIntegration = z.input<typeof shape>;

/** What an integration of nothing but heartbeats starts with. */
const usualHeartbeat = heartbeatShape.parse({ intervalSeconds: 60, graceSeconds: 60 });

/** An integration with its token, which is told this once: what is stored is its hash. */
export type Issued = { integration: Integration; token: string };

/**
 * Makes a sender of alerts with a token of its own, good for its source only. BAD_USER_INPUT for settings that make no sense, CONFLICT for a
 * name that is taken. Who may do this is checked at the door.
 */
export async function createIntegration(platform: IncidentsPlatform, actor: Actor, settings: NewIntegration): Promise<Issued> {
  const { token = createToken('sre_int'), secret, heartbeat, settings: ofSource, ...given } = readInput(shape, settings);
  const beats = heartbeat ?? (given.source === 'HEARTBEAT' ? usualHeartbeat : null);
  const checked = readSettings(given.source, ofSource);
  return transact(platform, actor, async (unit) => {
    const { db, now, audit } = unit;
    await refuseTakenName(db, given.name);
    if (await db.integration.findFirst({ where: { tokenHash: hashToken(token) } })) throw new AppError('CONFLICT', 'This token is in use already.');
    const integration = await db.integration.create({
      data: {
        ...given,
        settings: checked,
        secret: secret == null ? null : sealSecret(secret, platform.secretKey),
        tokenHash: hashToken(token),
        createdAt: now,
      },
    });
    await configureHeartbeat(unit, integration, beats);
    audit({ action: 'integration.created', subject: { kind: 'Integration', id: integration.id }, after: describeIntegration(integration, beats) });
    return { integration, token };
  });
}
