import { savePlaybook } from '#automation/playbook/savePlaybook';
import { saveTrigger } from '#automation/trigger/saveTrigger';
import { builtinRoles } from '#contracts/permissions';
import { createApiKey } from '#identity/apiKey/createApiKey';
import { createConnection } from '#identity/connection/createConnection';
import { addPerson } from '#identity/person/addPerson';
import { scopeTeamByName } from '#identity/team/setTeamRoleScope';
import { createTenant } from '#identity/tenant/createTenant';
import { saveCorrelationRule } from '#incidents/correlation/saveCorrelationRule';
import { saveRoutes } from '#incidents/route/saveRoutes';
import { AppError } from '#kit/errors';
import { type Platform, systemActor } from '#kit/transact';
import { createChannel } from '#notify/channel/createChannel';
import { Prisma } from '#prisma/generated/client';
import type { FullPlatform } from '../parts.ts';
import { addPaging } from './addPaging.ts';
import { addIntegrations } from './addIntegrations.ts';
import type { Setup } from './setupFile.ts';

/** What a set-up made, by name. Keys and tokens are told this once; of what was there already there is nothing to tell. */
export type Made = {
  tenantId: string;
  connections: Record<string, string>;
  apiKeys: Record<string, string>;
  integrations: Record<string, string>;
  channels: Record<string, string>;
};

/** Sets up a tenant as a file says. What is there already is left as it is, so that it can be applied again after the file has grown. */
export async function applySetup(platform: FullPlatform, setup: Setup): Promise<Made> {
  const tenantId = await findOrCreateTenant(platform, setup.tenant);
  const actor = systemActor(tenantId);
  const made: Made = { tenantId, connections: {}, apiKeys: {}, integrations: {}, channels: {} };

  for (const { role, ...identity } of setup.people) {
    await addPerson(platform, actor, { ...identity, email: identity.email ?? null }, role);
  }
  for (const { team, role, ...scope } of setup.scopes) await scopeTeamByName(platform, actor, team, role, scope);
  for (const { name, role, key, scopeLabels } of setup.apiKeys) {
    const wanted = { name, permissions: builtinRoles[role], key, scopeLabels };
    await unlessThere(async () => (made.apiKeys[name] = (await createApiKey(platform, actor, wanted)).key));
  }
  made.integrations = await addIntegrations(platform, actor, setup.integrations);
  const tree = setup.routes;
  if (tree) await unlessThere(() => saveRoutes(platform, actor, { tree, expectedVersion: null }));
  for (const rule of setup.correlation) await unlessThere(() => saveCorrelationRule(platform, actor, null, rule));
  for (const channel of setup.channels) {
    const { name } = channel;
    const wanted = 'kind' in channel ? channel : { name, kind: 'webhook' as const, settings: { url: channel.url, secret: channel.secret ?? null } };
    await unlessThere(async () => {
      const { made: secrets } = await createChannel(platform, actor, wanted);
      made.channels[name] = secrets['secret'] ?? ('secret' in channel ? (channel.secret ?? '') : '');
    });
  }
  if (setup.paging) await addPaging(platform, actor, setup.paging);
  const playbookIds = new Map<string, string>();
  for (const playbook of setup.playbooks) {
    await unlessThere(async () =>
      playbookIds.set(playbook.name, (await savePlaybook(platform, actor, { id: null, baseVersion: null, definition: playbook })).id),
    );
  }
  for (const { playbook, ...trigger } of setup.triggers) {
    const playbookId = playbookIds.get(playbook);
    if (playbookId !== undefined) await unlessThere(() => saveTrigger(platform, actor, null, { kind: 'EVENT', ...trigger, playbookId }));
  }
  // Last: a tenant that has its connection is completely set up, also when an earlier attempt was cut short.
  for (const connection of setup.connections) {
    await unlessThere(async () => (made.connections[connection.issuer] = (await createConnection(platform, actor, connection)).secret));
  }
  return made;
}

async function findOrCreateTenant(platform: Platform, tenant: Setup['tenant']): Promise<string> {
  const [found] = await platform.database.acrossTenants<{ tenant_id: string }>(
    Prisma.sql`SELECT tenant_id FROM lookup.tenant_by_slug(${tenant.slug})`,
  );
  return found?.tenant_id ?? (await createTenant(platform, tenant)).id;
}

/** Makes something unless its name is taken. */
async function unlessThere(make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'CONFLICT')) throw error;
  }
}
