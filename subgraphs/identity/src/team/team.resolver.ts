import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { IdentityContext } from '../context.ts';
import { Role } from './role.type.ts';
import { Team } from './team.type.ts';

@Resolver(() => Team)
export class TeamResolver {
  @FieldResolver(() => [Role], { description: 'The roles that everyone in the team has, by name.' })
  roles(@Root() team: Team, @Ctx() { loaders }: IdentityContext): Promise<Role[]> {
    return loaders.rolesOfTeam.load(team.id);
  }
}
