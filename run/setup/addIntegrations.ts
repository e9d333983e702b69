import { createIntegration } from '#incidents/integration/createIntegration';
import type { Actor } from '#kit/transact';
import type { FullPlatform } from '../parts.ts';
import type { Setup } from './setupFile.ts';

/** Makes those integrations of a set-up file whose names the tenant has never had: one that somebody deleted stays deleted. Returns their tokens by name. */
export async function addIntegrations(platform: FullPlatform, actor: Actor, integrations: Setup['integrations']): Promise<Record<string, string>> {
  const known = await platform.database.inTenant(actor.tenantId, (db) => db.integration.findMany({ select: { name: true } }));
  const names = new Set(known.map(({ name }) => name));
  const made: Record<string, string> = {};
  for (const integration of integrations) {
    if (!names.has(integration.name)) made[integration.name] = (await createIntegration(platform, actor, integration)).token;
  }
  return made;
}
