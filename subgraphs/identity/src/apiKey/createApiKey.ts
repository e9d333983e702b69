import { labelSet, mostLabelSets } from '#contracts/scope';
import { type Permission, permissions } from '#contracts/permissions';
import { AppError } from '#kit/errors';
import { createToken, hashToken } from '#kit/secret';
import { type Actor, type Platform, transact } from '#kit/transact';
import { z } from 'zod';

/** What every API key starts with, so that people and secret scanners know one. */
export const apiKeyPrefix = 'sre_key';

const newApiKey = z.object({
  name: z.string().trim().min(1).max(200),
  permissions: z.array(z.enum(permissions)).min(1),
  /** The person that the key acts for; it then never may more than they do. */
  personId: z.uuid().nullable().default(null),
  expiresAt: z.date().nullable().default(null),
  /** It sees what bears all labels of one of these sets; without any it sees everything. */
  scopeLabels: z.array(labelSet).max(mostLabelSets).default([]),
});

export type NewApiKey = {
  name: string;
  permissions: readonly Permission[];
  personId?: string | null;
  expiresAt?: Date | null;
  scopeLabels?: readonly Record<string, string>[] | undefined;
  /** A key chosen by whoever provisions its users as well, `sre_key_` and at least 32 characters; a random one by default. */
  key?: string | undefined;
};

/**
 * A key for scripts of the actor's tenant. It is told once, only its hash is kept. NOT_FOUND for a person of another tenant, CONFLICT for a name
 * that is taken, BAD_USER_INPUT for
 * sets of labels where there is a person: such a key has the scope of its person.
 * Only operators call this (set-up, seed): it asks for no permission.
 */
export async function createApiKey(
  platform: Platform,
  actor: Actor,
  { key = createToken(apiKeyPrefix), ...wanted }: NewApiKey,
): Promise<{ id: string; key: string }> {
  const { permissions: allowed, ...data } = newApiKey.parse(wanted);
  const scope = data.scopeLabels.length > 0 ? 'LABELS' : 'ALL';
  if (scope !== 'ALL' && data.personId !== null) throw new AppError('BAD_USER_INPUT', 'A key that acts for a person has the scope of that person.');
  if (!key.startsWith(`${apiKeyPrefix}_`) || key.length < 40)
    throw new AppError('BAD_USER_INPUT', `An API key is ${apiKeyPrefix}_ and at least 32 characters.`);
  return transact(platform, actor, async ({ db, now, audit }) => {
    if ((await db.apiKey.count({ where: { name: data.name, revokedAt: null } })) > 0)
      throw new AppError('CONFLICT', `There is an API key named ${data.name} already.`);
    if (data.personId !== null && (await db.person.count({ where: { id: data.personId } })) === 0)
      throw new AppError('NOT_FOUND', 'There is no such person.');
    const { id } = await db.apiKey.create({
      data: { ...data, scope, permissions: allowed, keyHash: hashToken(key), createdAt: now },
      select: { id: true },
    });
    const { name, personId, expiresAt } = data;
    audit({
      action: 'apiKey.created',
      subject: { kind: 'apiKey', id },
      after: { name, personId, permissions: allowed, scopeLabels: data.scopeLabels, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return { id, key };
  });
}
