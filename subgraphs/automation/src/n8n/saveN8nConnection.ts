import { AppError } from '#kit/errors';
import { sealSecret } from '#kit/secret';
import { type Actor, transact } from '#kit/transact';
import type { N8nConnection } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';
import { isUuid, libraryName, readInput } from '../named.ts';

const shape = z.strictObject({
  id: z.string().nullish(),
  name: libraryName,
  /** Root address of the n8n. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .transform((url) => url.replace(/\/+$/, '')),
  /** Key of its public API; the stored one is kept where it is left out. */
  apiKey: z.string().trim().min(8).max(2_000).nullish(),
});
export type N8nConnectionInput = z.input<typeof shape>;

/**
 * Keeps an n8n: a new one, or in the place of the one of this id. A stored key goes to the server that it was given for and to no other. BAD_USER_INPUT names the field,
 * TARGET_REFUSED an address that is not public, NOT_FOUND, CONFLICT a name that is taken. Who may do this is checked at the door.
 */
export async function saveN8nConnection(platform: AutomationPlatform, actor: Actor, input: N8nConnectionInput): Promise<N8nConnection> {
  const { id, name, url, apiKey } = readInput(shape, input);
  platform.outbound.checkTarget(url);
  return transact(platform, actor, async ({ db, now, audit }) => {
    const before = id != null && isUuid(id) ? await db.n8nConnection.findFirst({ where: { id } }) : null;
    if (id != null && !before) throw new AppError('NOT_FOUND', `There is no n8n ${id}.`);
    if (apiKey == null && (before === null || new URL(before.url).origin !== new URL(url).origin))
      throw new AppError('BAD_USER_INPUT', 'apiKey: Give the API key of this n8n.');
    if (await db.n8nConnection.findFirst({ where: { name, ...(before && { NOT: { id: before.id } }) } }))
      throw new AppError('CONFLICT', `There is already an n8n named ${name}.`);
    const sealed = apiKey == null ? (before?.apiKey ?? '') : sealSecret(apiKey, platform.secretKey);
    const data = { name, url, apiKey: sealed, updatedAt: now };
    const saved = before
      ? await db.n8nConnection.update({
          where: { tenantId_id: { tenantId: before.tenantId, id: before.id } },
          data: { ...data, version: { increment: 1 } },
        })
      : await db.n8nConnection.create({ data: { ...data, createdAt: now } });
    audit({ action: 'n8nConnection.saved', subject: { kind: 'n8nConnection', id: saved.id }, after: { name, url } });
    return saved;
  });
}

/** Forgets an n8n; steps that name it fail from then on. NOT_FOUND. */
export function deleteN8nConnection(platform: AutomationPlatform, actor: Actor, id: string): Promise<void> {
  return transact(platform, actor, async ({ db, audit }) => {
    const { count } = isUuid(id) ? await db.n8nConnection.deleteMany({ where: { id } }) : { count: 0 };
    if (count === 0) throw new AppError('NOT_FOUND', `There is no n8n ${id}.`);
    audit({ action: 'n8nConnection.deleted', subject: { kind: 'n8nConnection', id } });
  });
}
