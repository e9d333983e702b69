import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { sealSecret } from '#kit/secret';
import { transact } from '#kit/transact';
import type { Secret } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';
import { shortestSecret } from '../mask/findPatterns.ts';
import { isUuid, libraryName, readInput } from '../named.ts';

export type SecretInput = {
  /** Null for a new one. */
  id?: string | null;
  name: string;
  description?: string | null;
  /** Null keeps the value that is there; needed for a new one. */
  value?: string | null;
};

const shape = z.object({
  id: z.string().nullish(),
  name: libraryName,
  description: z.string().max(1_000).nullish(),
  value: z
    .string()
    .min(shortestSecret, `has at least ${shortestSecret} characters: a shorter one could not be masked in outputs`)
    .max(65_536)
    .nullish(),
});

/**
 * Adds a secret or changes one; its value is sealed, and never read back by anybody but steps. BAD_USER_INPUT, NOT_FOUND, or CONFLICT for a name that is taken.
 */
export async function saveSecret(platform: AutomationPlatform, caller: Caller, given: SecretInput): Promise<Secret> {
  requirePermission(caller, 'secrets:manage');
  const { id, name, description, value } = readInput(shape, given);
  if (id == null && value == null) throw new AppError('BAD_USER_INPUT', 'value: A new secret needs a value.');
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = id != null && isUuid(id) ? await db.secret.findFirst({ where: { id } }) : null;
    if (id != null && !before) throw new AppError('NOT_FOUND', `There is no secret with the id ${id}.`);
    const taken = await db.secret.findFirst({ where: { name, ...(before && { id: { not: before.id } }) }, select: { id: true } });
    if (taken) throw new AppError('CONFLICT', `name: There is already a secret named ${name}.`);
    const row = {
      ...{ name, updatedAt: now, updatedById: caller.personId },
      ...(description != null && { description }),
      ...(value != null && { value: sealSecret(value, platform.secretKey) }),
    };
    const saved = before
      ? await db.secret.update({ where: { tenantId_id: { tenantId: caller.tenantId, id: before.id } }, data: row })
      : await db.secret.create({ data: { ...row, value: row.value ?? '', createdAt: now } });
    audit({
      action: 'secret.saved',
      subject: { kind: 'Secret', id: saved.id },
      ...(before && { before: { name: before.name, description: before.description } }),
      after: { name, description: saved.description, valueGiven: value != null },
    });
    return saved;
  });
}
