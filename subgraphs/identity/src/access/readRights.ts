import { type Permission, permissions, permissionsWithin } from '#contracts/permissions';
import { type HeldScope, type Scope, uniteScopes } from '#contracts/scope';
import type { IdentityDb } from '../context.ts';

/** What a person may do through their teams, and with what part of the tenant; null is all of it. */
export type Rights = { personId: string; teamIds: string[]; permissions: Permission[]; scope: Scope | null };

type Row = { team_id: string; permissions: string[] | null } & HeldScope;

/**
 * The teams of a person, the permissions of these teams' roles and the union of their scopes, in a fixed order so that equal rights look equal. Every
 * permission counts in the whole union: whoever answers incidents in one team and sees everything in another answers everything.
 */
export async function readRights(db: Pick<IdentityDb, '$queryRaw'>, personId: string): Promise<Rights> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT m.team_id, r.permissions, h.scope::text AS scope, h.scope_labels AS "scopeLabels"
    FROM team_member m
    LEFT JOIN team_role h ON h.tenant_id = m.tenant_id AND h.team_id = m.team_id
    LEFT JOIN role r ON r.tenant_id = h.tenant_id AND r.id = h.role_id
    WHERE m.person_id = ${personId}::uuid
    ORDER BY m.team_id`;
  const held = new Set(rows.flatMap((row) => row.permissions ?? []));
  const scope = uniteScopes(rows.filter((row) => row.permissions !== null));
  const own = permissions.filter((name) => held.has(name));
  return { personId, teamIds: [...new Set(rows.map((row) => row.team_id))], permissions: permissionsWithin(scope, own), scope };
}
