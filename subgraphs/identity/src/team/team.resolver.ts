import { LabelsScalar } from '#kit/schema';
import { AccessScope, type Team as TeamRow } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { IdentityContext } from '../context.ts';
import { Role } from './role.type.ts';
import { RoleGrant } from './roleGrant.type.ts';
import { setTeamRoleScope } from './setTeamRoleScope.ts';
import { Team } from './team.type.ts';

@Resolver(() => Team)
export class TeamResolver {
  @FieldResolver(() => [Role], { description: 'The roles that everyone in the team has, by name.' })
  async roles(@Root() team: Team, @Ctx() { loaders }: IdentityContext): Promise<Role[]> {
    return (await loaders.grantsOfTeam.load(team.id)).map(({ role }) => role);
  }

  @FieldResolver(() => [RoleGrant], { description: 'The same roles, each with the part of the tenant that it is held for.' })
  grants(@Root() team: Team, @Ctx() { loaders }: IdentityContext): Promise<RoleGrant[]> {
    return loaders.grantsOfTeam.load(team.id);
  }

  @Mutation(() => Team, {
    description:
      'Says of what part of the incidents and alerts a team holds one of its roles; needs identity:manage. BAD_USER_INPUT for LABELS without labels and for an empty set of them.',
  })
  setTeamRoleScope(
    @Arg('teamId', () => ID) teamId: string,
    @Arg('roleId', () => ID) roleId: string,
    @Arg('scope', () => AccessScope) scope: AccessScope,
    @Arg('labels', () => [LabelsScalar], { nullable: true, description: 'For LABELS: any of these sets, of which all labels must be borne.' })
    labels: Record<string, string>[] | null,
    @Ctx() { platform, caller }: IdentityContext,
  ): Promise<TeamRow> {
    return setTeamRoleScope(platform, caller, teamId, roleId, { scope, labels });
  }
}
