import { reachNearby } from '#graph/querying/reachNearby';
import { AppError } from '#kit/errors';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { labelsOf } from '../incident/incidentFacts.ts';
import { isUuid } from '../isUuid.ts';
import { type CorrelationDraft, type LiveRule, readCorrelationDraft } from './correlationRule.ts';
import { mostCandidates } from './findCandidates.ts';
import { type Decided, judgeOthers, rulesFor } from './judgeOthers.ts';
import { judgePair } from './judgePair.ts';
import { type KnownPair, readPairs, readThingsOf } from './readPairs.ts';

/** Latest incidents that a trial looks at, and those before them that they are compared with. */
const mostExamined = 100;
const mostPool = 500;
/** Pairs of each kind that are told. */
const mostTold = 50;
/** Furthest that a trial looks back, in hours. */
export const furthestBack = 168;

export type Trial = { examined: number; matched: number; truncated: boolean; pairs: Decided[] };

/** What a trial is about: an incident, or those that were opened in the last so many hours. */
export type Scope = { incidentId: string } | { hours: number };

/**
 * Asks a draft what it would have joined, and changes nothing: for one incident those around it, or all pairs of the last hours, whatever became of them since.
 * BAD_USER_INPUT for a draft that makes no sense, NOT_FOUND.
 */
export async function testCorrelation(db: IncidentsDb, tenantId: string, draft: CorrelationDraft, scope: Scope, now: Date): Promise<Trial> {
  const rule: LiveRule = { ...readCorrelationDraft(draft), id: 'draft' };
  const windowMs = rule.windowMinutes * 60_000;
  const only = 'incidentId' in scope ? await readIncident(db, scope.incidentId) : null;
  const from = 'hours' in scope ? new Date(now.getTime() - readHours(scope.hours) * 3_600_000) : null;
  const until = only ? new Date(only.openedAt.getTime() + windowMs) : now;
  const since = new Date((only?.openedAt ?? from ?? now).getTime() - windowMs);
  const pool = await readPool(db, tenantId, since, until);
  const opened = only ? [only] : pool.filter(({ openedAt }) => from !== null && openedAt >= from);
  const subjects = opened.slice(0, mostExamined);

  const decided: Decided[] = [];
  for (const self of subjects) {
    if (rulesFor([rule], self).length === 0) continue;
    const others = pool.filter(
      (other) =>
        other.id !== self.id &&
        (only !== null || other.openedAt < self.openedAt || (+other.openedAt === +self.openedAt && other.number < self.number)),
    );
    decided.push(...judgeOthers([rule], await readTrialPairs(db, tenantId, rule, self, nearestFirst(rule, self, others))));
  }
  const matched = decided.filter(({ verdict }) => verdict.reason === 'matched');
  const missed = decided.filter(({ verdict }) => verdict.reason !== 'matched');
  return {
    ...{ examined: subjects.length, matched: matched.length },
    truncated: opened.length > subjects.length || pool.length === mostPool || matched.length > mostTold || missed.length > mostTold,
    pairs: [...matched.slice(0, mostTold), ...missed.slice(0, mostTold)],
  };
}

/** The lineage is walked only where everything else holds: what fails without it says so first. */
async function readTrialPairs(db: IncidentsDb, tenantId: string, rule: LiveRule, self: Incident, others: readonly Incident[]): Promise<KnownPair[]> {
  const pairs = await readPairs(db, tenantId, self, others, null);
  const worth = pairs.filter(({ pair }) => judgePair(rule, { ...pair, lineage: { kind: 'NEAR', hops: 0 } }).reason === 'matched');
  if (rule.mostHops === null || worth.length === 0) return pairs;
  const things = (await readThingsOf(db, tenantId, [self.id])).get(self.id) ?? [];
  const neighbourhood = await reachNearby(db, things, rule.mostHops);
  const known = await readPairs(
    db,
    tenantId,
    self,
    worth.map(({ other }) => other),
    neighbourhood,
  );
  const knownOf = new Map(known.map((pair) => [pair.other.id, pair]));
  return pairs.map((pair) => knownOf.get(pair.other.id) ?? pair);
}

/** Those that share the draft's labels first, then those that were opened nearest to it. */
function nearestFirst({ labels }: LiveRule, self: Incident, others: readonly Incident[]): Incident[] {
  const own = labelsOf(self.labels);
  const differing = (other: Incident): number => labels.filter((name) => labelsOf(other.labels)[name] !== own[name]).length;
  const apart = (other: Incident): number => Math.abs(other.openedAt.getTime() - self.openedAt.getTime());
  return others.toSorted((one, other) => differing(one) - differing(other) || apart(one) - apart(other)).slice(0, mostCandidates);
}

async function readPool(db: IncidentsDb, tenantId: string, since: Date, until: Date): Promise<Incident[]> {
  return db.incident.findMany({
    where: { tenantId, openedAt: { gte: since, lte: until } },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: mostPool,
  });
}

async function readIncident(db: IncidentsDb, id: string): Promise<Incident> {
  const incident = isUuid(id) ? await db.incident.findFirst({ where: { id } }) : null;
  if (!incident) throw new AppError('NOT_FOUND', `There is no incident with the id ${id}.`);
  return incident;
}

function readHours(hours: number): number {
  if (!Number.isInteger(hours) || hours < 1 || hours > furthestBack)
    throw new AppError('BAD_USER_INPUT', `"hours" must be between 1 and ${furthestBack}.`);
  return hours;
}
