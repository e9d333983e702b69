import { AppError } from '#kit/errors';
import { type Platform, systemActor, transact } from '#kit/transact';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { BuiltinRole } from '#contracts/permissions';
import { isTaken } from '../isTaken.ts';
import { ensureBuiltinRoles } from './ensureBuiltinRoles.ts';

const newTenant = z.object({
  /** Lower-case letters, digits and hyphens: it stands in addresses and in the organisation claim of tokens. */
  slug: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
  name: z.string().trim().min(1).max(200),
  /** Days that records of the past are kept; the database's default when absent. */
  retentionDays: z.int().min(1).max(3650).optional(),
});

/** A new tenant with its built-in roles. CONFLICT when the slug is taken. Only operators call this (set-up, seed): it needs no caller. */
export async function createTenant(
  platform: Platform,
  wanted: z.input<typeof newTenant>,
): Promise<{ id: string; slug: string; name: string; roles: Record<BuiltinRole, string> }> {
  const tenant = { id: uuidv7(), ...newTenant.parse(wanted) };
  try {
    return await transact(platform, systemActor(tenant.id), async ({ db, audit }) => {
      await db.tenant.create({ data: tenant });
      audit({ action: 'tenant.created', subject: { kind: 'tenant', id: tenant.id }, after: { slug: tenant.slug, name: tenant.name } });
      return { id: tenant.id, slug: tenant.slug, name: tenant.name, roles: await ensureBuiltinRoles(db) };
    });
  } catch (cause) {
    if (isTaken(cause)) throw new AppError('CONFLICT', `The slug ${tenant.slug} is taken.`, { cause });
    throw cause;
  }
}
