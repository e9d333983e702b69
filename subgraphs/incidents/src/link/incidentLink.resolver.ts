import type { Page } from '#kit/page';
import type { Incident, IncidentLink } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IncidentType } from '../incident/incident.type.ts';
import { readChildren } from '../readChildren.ts';
import { addIncidentLink } from './addIncidentLink.ts';
import { IncidentLinkConnection } from './incidentLink.type.ts';
import { removeIncidentLink } from './removeIncidentLink.ts';

@Resolver(() => IncidentType)
export class IncidentLinkResolver {
  @FieldResolver(() => IncidentLinkConnection, { description: 'Addresses that help, oldest first.' })
  links(
    @Root() { id }: Incident,
    @Arg('first', () => Int, { defaultValue: 100 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { loaders }: IncidentsContext,
  ): Promise<Page<IncidentLink>> {
    return readChildren(loaders.linksOfIncident, id, { first, after });
  }

  @Mutation(() => IncidentType, { description: 'Adds a link with http or https to an incident; without a title the address stands for itself.' })
  addIncidentLink(
    @Arg('id', () => ID) id: string,
    @Arg('url', () => String) url: string,
    @Arg('title', () => String, { nullable: true }) title: string | null,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return addIncidentLink(platform, caller, id, { url, title });
  }

  @Mutation(() => IncidentType, { description: 'Takes a link away from an incident.' })
  removeIncidentLink(
    @Arg('id', () => ID, { description: 'The incident.' }) id: string,
    @Arg('linkId', () => ID) linkId: string,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return removeIncidentLink(platform, caller, id, linkId);
  }
}
