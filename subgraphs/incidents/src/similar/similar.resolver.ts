import { AppError } from '#kit/errors';
import type { Incident } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IncidentType } from '../incident/incident.type.ts';
import { findSimilar, type SimilarIncident } from './findSimilar.ts';
import { SimilarIncidentType } from './similar.type.ts';

/** Most that are given; nobody reads further at three in the morning. */
const mostSimilar = 20;

@Resolver(() => IncidentType)
export class SimilarIncidentsResolver {
  @FieldResolver(() => [SimilarIncidentType], { description: `Past incidents like it, the most alike first; at most ${mostSimilar}.` })
  async similar(
    @Root() incident: Incident,
    @Arg('first', () => Int, { defaultValue: 5 }) first: number,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<object[]> {
    if (first < 1 || first > mostSimilar) throw new AppError('BAD_USER_INPUT', `"first" must be between 1 and ${mostSimilar}.`);
    return (await findSimilar(db, incident, first, { resources: caller.permissions.includes('resources:read') })).map(told);
  }
}

function told({ incident, score, labels, words, resources, lastNote, resolutionNote }: SimilarIncident): object {
  const { openedAt, resolvedAt } = incident;
  const secondsToResolve = resolvedAt && Math.round((resolvedAt.getTime() - openedAt.getTime()) / 1_000);
  return { incident, score, sharedLabels: labels, sharedWords: words, sharedResources: resources, secondsToResolve, lastNote, resolutionNote };
}
