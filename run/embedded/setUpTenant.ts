import { moveConnection } from '#identity/connection/moveConnection';
import { hashToken } from '#kit/secret';
import { systemActor } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { addIntegrations } from '../setup/addIntegrations.ts';
import { applySetup } from '../setup/applySetup.ts';
import { tokenVariables } from './ingestAddresses.ts';
import type { FullPlatform } from '../parts.ts';
import { readSetup } from '../setup/setupFile.ts';
import type { EmbeddedKeys } from './openKeys.ts';

type Addresses = { issuer: string; jwksUrl: string; gatewayUrl: string };

/**
 * Puts the tenant of a set-up file into an empty database. In one that has its tenant already, the address of the page is brought up to date, since its
 * port may have changed and people are known by it, and integrations are added that the file has gained.
 */
export async function setUpTenant(
  platform: FullPlatform,
  file: string,
  keys: EmbeddedKeys,
  { issuer, jwksUrl, gatewayUrl }: Addresses,
): Promise<void> {
  const [connection] = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.connection_by_secret(${hashToken(keys.connectionSecret)})`,
  );
  const setup = await readSetup(file, {
    PAGE_ISSUER: issuer,
    PAGE_JWKS: jwksUrl,
    GATEWAY_URL: gatewayUrl,
    CONNECTION_SECRET: keys.connectionSecret,
    API_KEY: keys.apiKey,
    ...tokenVariables(keys.integrationTokens),
  });
  if (!connection) {
    await applySetup(platform, setup);
    return;
  }
  const actor = systemActor(connection.tenant_id);
  await moveConnection(platform, actor, connection.id, { issuer, jwksUrl, org: '1' });
  await addIntegrations(platform, actor, setup.integrations);
}
