import type { Incident } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IncidentType } from '../incident/incident.type.ts';
import { giveIncidentRole } from './giveIncidentRole.ts';
import { IncidentRoleType } from './incidentRole.type.ts';

@Resolver(() => IncidentType)
export class IncidentRoleResolver {
  @FieldResolver(() => [IncidentRoleType], { description: 'Who does what, by the name of the role; at most 30.' })
  async roles(@Root() { id }: Incident, @Ctx() { loaders }: IncidentsContext): Promise<IncidentRoleType[]> {
    const roles = await loaders.rolesOfIncident.load(id);
    return roles.map(({ name, personId, since }) => ({ name, person: { id: personId }, since }));
  }

  @Mutation(() => IncidentType, { description: 'Gives a role in an incident to a person, from whoever had it; null takes it away.' })
  giveIncidentRole(
    @Arg('id', () => ID) id: string,
    @Arg('role', () => String, { description: 'commander, communications, scribe, or another name of up to 40 characters.' }) role: string,
    @Arg('personId', () => ID, { nullable: true }) personId: string | null,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return giveIncidentRole(platform, caller, id, role, personId ?? null);
  }
}
