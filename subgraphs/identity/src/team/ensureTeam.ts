import type { IdentityDb } from '../context.ts';

/**
 * The id of the team of this name, made with one role when it is not there. The roles of a team that exists stay as its administrators
 * left them. Two transactions that make it at once end with one team: the second waits for the first at the unique name.
 */
export async function ensureTeam(db: Pick<IdentityDb, 'team' | 'teamRole'>, name: string, roleId: string): Promise<string> {
  const { count } = await db.team.createMany({ data: [{ name }], skipDuplicates: true });
  const { id } = await db.team.findFirstOrThrow({ where: { name }, select: { id: true } });
  if (count > 0) await db.teamRole.create({ data: { teamId: id, roleId } });
  return id;
}
