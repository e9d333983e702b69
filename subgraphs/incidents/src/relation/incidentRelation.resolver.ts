import type { Incident, IncidentRelation } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IncidentType } from '../incident/incident.type.ts';
import { IncidentRelationKind, type IncidentRelationship, IncidentRelationType } from './incidentRelation.type.ts';
import { relateIncidents } from './relateIncidents.ts';
import { unrelateIncidents } from './unrelateIncidents.ts';

@Resolver(() => IncidentType)
export class IncidentRelationResolver {
  @FieldResolver(() => [IncidentRelationType], { description: 'Incidents that it has to do with, the latest said first; at most 200.' })
  async relations(@Root() { id }: Incident, @Ctx() { loaders }: IncidentsContext): Promise<IncidentRelationType[]> {
    const relations = await loaders.relationsOfIncident.load(id);
    const others = await loaders.incident.loadMany(relations.map(({ fromId, toId }) => (fromId === id ? toId : fromId)));
    return relations.flatMap((relation, at) => {
      const incident = others[at];
      if (incident instanceof Error) throw incident;
      // A private incident that the caller may not see is not named either.
      return incident ? [{ relationship: relationshipOf(relation, id), incident: incident, since: relation.createdAt }] : [];
    });
  }

  @Mutation(() => IncidentType, {
    description: 'Says what an incident is to another, in place of what was said of the two before. BAD_USER_INPUT for an incident and itself.',
  })
  relateIncidents(
    @Arg('id', () => ID) id: string,
    @Arg('otherId', () => ID) otherId: string,
    @Arg('kind', () => IncidentRelationKind) kind: IncidentRelationKind,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return relateIncidents(platform, caller, id, otherId, kind);
  }

  @Mutation(() => IncidentType, { description: 'Takes back what was said of two incidents.' })
  unrelateIncidents(
    @Arg('id', () => ID) id: string,
    @Arg('otherId', () => ID) otherId: string,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return unrelateIncidents(platform, caller, id, otherId);
  }
}

const reversed = { RELATED: 'RELATED', CAUSES: 'CAUSED_BY', DUPLICATES: 'DUPLICATED_BY' } as const;

function relationshipOf({ fromId, kind }: IncidentRelation, id: string): `${IncidentRelationship}` {
  return fromId === id ? kind : reversed[kind];
}
