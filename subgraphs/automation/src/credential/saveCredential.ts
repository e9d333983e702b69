import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { openSecret, sealSecret } from '#kit/secret';
import { transact } from '#kit/transact';
import { type Credential, CredentialKind } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';
import { isUuid, libraryName, readInput } from '../named.ts';
import { credentialKinds } from './credentialKinds.ts';

export type CredentialInput = {
  /** Null for a new one. */
  id?: string | null;
  name: string;
  /** Stays as it is once made. */
  kind: CredentialKind;
  description?: string | null;
  /** Fields that may be shown; null keeps what is there. */
  config?: unknown;
  /** Secrets by field: what is not named stays, what is null is taken away. */
  secrets?: Record<string, unknown> | null;
};

const look = z.object({
  id: z.string().nullish(),
  name: libraryName,
  kind: z.enum(CredentialKind),
  description: z.string().max(1_000).nullish(),
  secrets: z.record(z.string(), z.string().nullable()).nullish(),
});
const sealedSecrets = z.record(z.string(), z.string());

/**
 * Adds a credential or changes one. BAD_USER_INPUT has a line for each field that is wrong (a key that cannot be read, a kubeconfig that runs programs), TARGET_REFUSED is
 * for an address that is not public, NOT_FOUND, CONFLICT for a name that is taken.
 */
export async function saveCredential(platform: AutomationPlatform, caller: Caller, given: CredentialInput): Promise<Credential> {
  requirePermission(caller, 'secrets:manage');
  const { id, name, kind, description, secrets: changes } = readInput(look, given);
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = id != null && isUuid(id) ? await db.credential.findFirst({ where: { id } }) : null;
    if (id != null && !before) throw new AppError('NOT_FOUND', `There is no credential with the id ${id}.`);
    if (before && before.kind !== kind) throw new AppError('BAD_USER_INPUT', 'kind: The kind of a credential stays as it is; make another one.');
    const taken = await db.credential.findFirst({ where: { name, ...(before && { id: { not: before.id } }) }, select: { id: true } });
    if (taken) throw new AppError('CONFLICT', `name: There is already a credential named ${name}.`);

    const kept = Object.entries(sealedSecrets.parse(before?.secrets ?? {})).map(
      ([field, sealed]) => [field, openSecret(sealed, platform.secretKey)] as const,
    );
    const secrets = { ...Object.fromEntries(kept), ...changes };
    const { config, sealed } = read(kind, given.config ?? before?.config ?? {}, secrets, platform);
    const row = {
      ...{ name, config, secrets: sealed, updatedAt: now, updatedById: caller.personId },
      ...(description != null && { description }),
    };
    const saved = before
      ? await db.credential.update({ where: { tenantId_id: { tenantId: caller.tenantId, id: before.id } }, data: row })
      : await db.credential.create({ data: { ...row, kind, createdAt: now } });
    audit({
      action: 'credential.saved',
      subject: { kind: 'Credential', id: saved.id },
      ...(before && { before: { name: before.name, config: before.config ?? {}, secrets: Object.keys(sealedSecrets.parse(before.secrets)) } }),
      after: { name, kind, config, secrets: Object.keys(sealed), secretsGiven: Object.keys(changes ?? {}) },
    });
    return saved;
  });
}

function read(kind: CredentialKind, givenConfig: unknown, secrets: Record<string, string | null>, { outbound, secretKey }: AutomationPlatform) {
  const shape = credentialKinds[kind];
  const present = Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== null && value !== ''));
  const config = readInput<unknown>(shape.config, givenConfig);
  const opened = readInput<Record<string, string | undefined>>(shape.secrets, present);
  const problems = Object.entries(shape.check(config as never, opened as never));
  if (problems.length > 0) throw new AppError('BAD_USER_INPUT', problems.map(([field, message]) => `${field}: ${message}`).join('\n'));
  const shown = shape.derive(config as never, opened as never) as Record<string, string | string[]>;
  for (const address of [shown['url'], shown['server']]) if (typeof address === 'string') outbound.checkTarget(address);
  const sealed = Object.fromEntries(
    Object.entries(opened).flatMap(([field, plain]) => (plain === undefined ? [] : [[field, sealSecret(plain, secretKey)]])),
  );
  return { config: shown, sealed: sealed as Record<string, string> };
}
