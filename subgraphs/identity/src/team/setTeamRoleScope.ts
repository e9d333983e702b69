import type { BuiltinRole } from '#contracts/permissions';
import { labelSet, mostLabelSets } from '#contracts/scope';
import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact, type Unit } from '#kit/transact';
import type { AccessScope, Team } from '#prisma/generated/client';
import { z } from 'zod';
import type { IdentityDb } from '../context.ts';
import { ensureBuiltinRoles } from '../tenant/ensureBuiltinRoles.ts';
import { ensureTeam } from './ensureTeam.ts';

/** Of what a team's role holds; `labels` are needed for LABELS and refused otherwise. */
export type WantedScope = { scope: AccessScope; labels?: readonly Record<string, string>[] | null | undefined };

const isUuid = (id: string): boolean => z.uuid().safeParse(id).success;

/**
 * Says of what part of the tenant a team holds one of its roles. Needs identity:manage. It is felt within seconds; a stream that
 * is open is ended then, and opened anew by its client. NOT_FOUND for
 * a team of another tenant or a role that the team does not hold; BAD_USER_INPUT for LABELS without labels, an empty set, and labels beside another scope.
 */
export async function setTeamRoleScope(platform: Platform, caller: Caller, teamId: string, roleId: string, wanted: WantedScope): Promise<Team> {
  requirePermission(caller, 'identity:manage');
  const scope = readScope(wanted);
  return transact(platform, caller, async (unit) => {
    const held =
      isUuid(teamId) && isUuid(roleId) ? await unit.db.teamRole.findFirst({ where: { teamId, roleId }, include: { role: true, team: true } }) : null;
    if (!held) throw new AppError('NOT_FOUND', `There is no team with the id ${teamId} that holds the role ${roleId}.`);
    await writeScope(unit, held, scope);
    return held.team;
  });
}

/**
 * The same by names, for operators (set-up): it asks for no permission. A team that is not there is made with the role, so that the team of those who come through
 * Grafana can be narrowed before the first of them comes. NOT_FOUND where a team that is there does not hold the role.
 */
export async function scopeTeamByName(platform: Platform, actor: Actor, team: string, role: BuiltinRole, wanted: WantedScope): Promise<void> {
  const scope = readScope(wanted);
  await transact(platform, actor, async (unit) => {
    await ensureTeam(unit.db, team, (await ensureBuiltinRoles(unit.db))[role]);
    const held = await unit.db.teamRole.findFirst({ where: { team: { name: team }, role: { name: role } }, include: { role: true, team: true } });
    if (!held) throw new AppError('NOT_FOUND', `There is no team named ${team} that holds the role ${role}.`);
    await writeScope(unit, held, scope);
  });
}

type StoredScope = { scope: AccessScope; scopeLabels: Record<string, string>[] };
type ScopeUnit = { db: Pick<IdentityDb, 'teamRole'> } & Pick<Unit, 'audit' | 'signal'>;
type Held = { tenantId: string; teamId: string; roleId: string; scope: AccessScope; scopeLabels: unknown; role: { name: string } };

async function writeScope({ db, audit, signal }: ScopeUnit, held: Held, scope: StoredScope): Promise<void> {
  const { tenantId, teamId, roleId, role } = held;
  const before = { scope: held.scope, scopeLabels: held.scopeLabels as StoredScope['scopeLabels'] };
  if (JSON.stringify(before) === JSON.stringify(scope)) return;
  await db.teamRole.update({ where: { tenantId_teamId_roleId: { tenantId, teamId, roleId } }, data: scope });
  signal('rights', [teamId]);
  audit({
    action: 'team.scopeSet',
    subject: { kind: 'team', id: teamId },
    before: { role: role.name, ...before },
    after: { role: role.name, ...scope },
  });
}

function readScope({ scope, labels }: WantedScope): StoredScope {
  const parsed = z
    .array(labelSet)
    .max(mostLabelSets, `A scope has at most ${mostLabelSets} sets of labels.`)
    .safeParse(labels ?? []);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', `"labels": ${parsed.error.issues.map(({ message }) => message).join(' ')}`);
  if (scope === 'LABELS' && parsed.data.length === 0) {
    throw new AppError('BAD_USER_INPUT', '"labels" needs at least one set of labels, such as {"cluster": "eu-1"}.');
  }
  if (scope !== 'LABELS' && parsed.data.length > 0) throw new AppError('BAD_USER_INPUT', `"labels" belong to the scope LABELS, not to ${scope}.`);
  return { scope, scopeLabels: parsed.data };
}
