import { isOpen } from '#contracts/words';
import type { Page } from '#kit/page';
import { DateTimeScalar } from '#kit/schema';
import type { Correlation, CorrelationDecision, CorrelationState, Incident } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IncidentType } from '../incident/incident.type.ts';
import { readChildren } from '../readChildren.ts';
import {
  CorrelationConnection,
  CorrelationDecisionConnection,
  CorrelationDecisionType,
  CorrelationOutcome,
  CorrelationType,
} from './correlation.type.ts';
import { acceptCorrelation, dismissCorrelation } from './decideCorrelation.ts';
import type { Evidence } from './judgeOthers.ts';
import { showEvidence } from './showEvidence.ts';

@ObjectType('IncidentCorrelation', {
  description: 'Which other incidents are the same problem as this one by the correlation rules, and why others are not.',
})
class IncidentCorrelationType {
  incidentId!: string;
}

/** A pair seen from one of its incidents. */
type Seen = Omit<Correlation, 'evidence'> & { seenFrom: string };

@Resolver(() => IncidentType)
export class IncidentCorrelationResolver {
  @FieldResolver(() => IncidentCorrelationType)
  correlation(@Root() { id }: Incident): IncidentCorrelationType {
    return { incidentId: id };
  }

  @Mutation(() => IncidentType, {
    description:
      'Merges the younger of a suggested pair into the older, which it returns; undone as any merge is. CONFLICT when it was decided before or one of them is closed. Needs incidents:merge.',
  })
  acceptCorrelation(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<Incident> {
    return acceptCorrelation(platform, caller, id);
  }

  @Mutation(() => IncidentType, {
    description:
      'Says that a suggested pair is not the same problem: no rule suggests or merges it again. Returns the older. CONFLICT when it was decided before. Needs incidents:merge.',
  })
  dismissCorrelation(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<Incident> {
    return dismissCorrelation(platform, caller, id);
  }
}

@Resolver(() => IncidentCorrelationType)
export class CorrelationOfIncidentResolver {
  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When the rules last judged it; null when none had a say on it.' })
  async judgedAt(@Root() { incidentId }: IncidentCorrelationType, @Ctx() { loaders }: IncidentsContext): Promise<Date | null> {
    return (await loaders.judgementOf.load(incidentId))?.judgedAt ?? null;
  }

  @FieldResolver(() => CorrelationConnection, { description: 'Pairs that a rule found with it, the latest first.' })
  async pairs(
    @Root() { incidentId }: IncidentCorrelationType,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('waiting', () => Boolean, { nullable: true, description: "Only those that wait for a person's word." }) waiting: boolean | null,
    @Ctx() { loaders }: IncidentsContext,
  ): Promise<Page<Seen>> {
    const page = await readChildren(waiting ? loaders.waitingPairsOf : loaders.pairsOf, incidentId, { first, after });
    return mapNodes(page, (pair) => ({ ...pair, evidence: showEvidence(pair.evidence as Evidence), seenFrom: incidentId }));
  }

  @FieldResolver(() => CorrelationDecisionConnection, { description: 'What the rules said of it and its nearest others when it was last judged.' })
  async decisions(
    @Root() { incidentId }: IncidentCorrelationType,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { loaders }: IncidentsContext,
  ): Promise<Page<CorrelationDecision>> {
    const page = await readChildren(loaders.correlationDecisionsOf, incidentId, { first, after });
    return mapNodes(page, (decision) => ({ ...decision, evidence: showEvidence(decision.facts as Partial<Evidence>) }));
  }
}

@Resolver(() => CorrelationType)
export class CorrelationResolver {
  @FieldResolver(() => CorrelationOutcome)
  async state(@Root() { state, olderId, youngerId }: Seen, @Ctx() { loaders }: IncidentsContext): Promise<CorrelationOutcome> {
    const [older, younger] = await Promise.all([loaders.incident.load(olderId), loaders.incident.load(youngerId)]);
    return outcomeOf(state, older, younger);
  }

  @FieldResolver(() => Boolean)
  isOtherOlder(@Root() { olderId, seenFrom }: Seen): boolean {
    return olderId !== seenFrom;
  }

  @FieldResolver(() => IncidentType)
  async other(@Root() { olderId, youngerId, seenFrom }: Seen, @Ctx() { loaders }: IncidentsContext): Promise<Incident> {
    return requireIncident(await loaders.incident.load(olderId === seenFrom ? youngerId : olderId));
  }
}

@Resolver(() => CorrelationDecisionType)
export class CorrelationDecisionResolver {
  @FieldResolver(() => IncidentType)
  async other(@Root() { otherId }: CorrelationDecision, @Ctx() { loaders }: IncidentsContext): Promise<Incident> {
    return requireIncident(await loaders.incident.load(otherId));
  }
}

function mapNodes<From, To>(page: Page<From>, map: (node: From) => To): Page<To> {
  return {
    edges: page.edges.map(({ node, cursor }) => ({ cursor, node: map(node) })),
    pageInfo: page.pageInfo,
    get totalCount() {
      return page.totalCount;
    },
  };
}

/** What became of a pair: what was said of it, and what happened to its incidents since. */
function outcomeOf(state: CorrelationState, older: Incident | null, younger: Incident | null): CorrelationOutcome {
  if (state === 'DISMISSED') return CorrelationOutcome.DISMISSED;
  if (state === 'SUGGESTED') {
    const isWaiting = older !== null && younger !== null && isOpen(older.status) && isOpen(younger.status);
    return isWaiting ? CorrelationOutcome.SUGGESTED : CorrelationOutcome.LAPSED;
  }
  return younger?.status === 'MERGED' ? CorrelationOutcome[state] : CorrelationOutcome.UNDONE;
}

/** Row-level security shows a pair to those only who see both of its incidents. */
function requireIncident(incident: Incident | null): Incident {
  if (incident === null) throw new Error('A pair was shown without one of its incidents.');
  return incident;
}
