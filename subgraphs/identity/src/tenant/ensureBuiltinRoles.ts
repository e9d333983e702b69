import { type BuiltinRole, builtinRoles } from '#contracts/permissions';
import type { IdentityDb } from '../context.ts';

/**
 * Brings the roles that every tenant has up to the permissions of this version, and gives back their ids. Idempotent: set-up calls it at
 * every start, so that a permission added by an upgrade reaches the tenants that were there before.
 */
export async function ensureBuiltinRoles(db: Pick<IdentityDb, 'role' | '$queryRaw'>): Promise<Record<BuiltinRole, string>> {
  const names = Object.keys(builtinRoles) as BuiltinRole[];
  const ids: Partial<Record<BuiltinRole, string>> = {};
  for (const name of names) {
    const permissions = [...builtinRoles[name]];
    const [role] = await db.$queryRaw<[{ id: string }]>`
      INSERT INTO role (name, permissions, builtin) VALUES (${name}, ${permissions}, true)
      ON CONFLICT (tenant_id, name) DO UPDATE SET permissions = excluded.permissions, builtin = true
      RETURNING id`;
    ids[name] = role.id;
  }
  return ids as Record<BuiltinRole, string>;
}
