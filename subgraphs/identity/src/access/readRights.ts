import { type Permission, permissions } from '#contracts/permissions';
import type { IdentityDb } from '../context.ts';

/** What a person may do through their teams. */
export type Rights = { personId: string; teamIds: string[]; permissions: Permission[] };

/** The teams of a person and the permissions of these teams' roles, both in a fixed order so that equal rights look equal. */
export async function readRights(db: Pick<IdentityDb, '$queryRaw'>, personId: string): Promise<Rights> {
  const rows = await db.$queryRaw<{ team_id: string; permissions: string[] | null }[]>`
    SELECT m.team_id, r.permissions
    FROM team_member m
    LEFT JOIN team_role h ON h.tenant_id = m.tenant_id AND h.team_id = m.team_id
    LEFT JOIN role r ON r.tenant_id = h.tenant_id AND r.id = h.role_id
    WHERE m.person_id = ${personId}::uuid
    ORDER BY m.team_id`;
  const held = new Set(rows.flatMap((row) => row.permissions ?? []));
  return { personId, teamIds: [...new Set(rows.map((row) => row.team_id))], permissions: permissions.filter((name) => held.has(name)) };
}
