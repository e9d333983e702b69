import { isOpen } from '#contracts/words';
import { nameOf, type NodeKey } from '#graph/lineage';
import { reachNearby } from '#graph/querying/reachNearby';
import { type Platform, systemActor, transact } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { IncidentsDb, IncidentsUnit } from '../context.ts';
import { labelsOf } from '../incident/incidentFacts.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { lockIntake } from '../ingest/store/lockIntake.ts';
import { mergeInto } from '../merge/mergeInto.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { clusterSize, pendingIn } from './clusterSize.ts';
import { type LiveRule, readLiveRules } from './correlationRule.ts';
import { findCandidates } from './findCandidates.ts';
import { type Decided, judgeOthers, type Match, rankMatches, rulesFor } from './judgeOthers.ts';
import { readPairs, readThingsOf } from './readPairs.ts';

/** How often an incident is judged, as alerts bring it new resources. */
const mostJudgements = 20;
/** Suggestions that one judgement makes. */
const mostSuggested = 3;
/** Decisions that are kept of one judgement. */
const mostKept = 200;

/**
 * Follows `lineage.recorded`: judges which other open incidents an incident is the same problem as, merges it or suggests so, and keeps why not of the rest.
 * An incident is judged when its lineage stands for the first time, and again only when its labels, its resources or the rules have changed since. One transaction:
 * doing it twice changes nothing.
 */
export async function correlateIncident(platform: Platform, tenantId: string, incidentId: string): Promise<void> {
  await transact(platform, systemActor(tenantId), async (unit) => {
    const { db } = unit;
    const live = await readLiveRules(db);
    if (live.length === 0) return;
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sre.correlate:${incidentId}`}, 0))`;
    const self = await db.incident.findUnique({ where: { tenantId_id: { tenantId, id: incidentId } } });
    if (!self || !isOpen(self.status)) return;
    const rules = rulesFor(live, self);
    if (rules.length === 0) return;

    const mostHops = Math.max(...rules.map((rule) => rule.mostHops ?? -1));
    const things = mostHops < 0 ? [] : ((await readThingsOf(db, tenantId, [self.id])).get(self.id) ?? []);
    const basis = basisOf(self, things, rules);
    const last = await db.correlationJudgement.findUnique({ where: { tenantId_incidentId: { tenantId, incidentId } } });
    if (last && (last.basis === basis || last.times >= mostJudgements)) return;

    const neighbourhood = mostHops < 0 ? null : await reachNearby(db, things, mostHops);
    const others = await findCandidates(db, tenantId, { ...self, labels: labelsOf(self.labels) }, rules, neighbourhood);
    const decided = judgeOthers(rules, await readPairs(db, tenantId, self, others, neighbourhood));
    const refused = await act(unit, tenantId, rankMatches(rules, decided));
    await keepDecisions(db, tenantId, self.id, decided, refused);
    await db.$executeRaw`
      INSERT INTO correlation_judgement (incident_id, basis, times) VALUES (${incidentId}::uuid, ${basis}, 1)
      ON CONFLICT (tenant_id, incident_id) DO UPDATE SET basis = excluded.basis, times = correlation_judgement.times + 1, judged_at = CURRENT_TIMESTAMP`;
  });
}

/** What an incident is judged by, as one word: the same word, the same judgement. */
function basisOf(self: Incident, things: readonly NodeKey[], rules: readonly LiveRule[]): string {
  const labels = Object.entries(labelsOf(self.labels)).sort();
  const by = [labels, things.map(nameOf).sort(), rules, self.private, self.ownerTeamId, self.assigneeId];
  return createHash('sha256').update(JSON.stringify(by)).digest('base64url');
}

/** Why a pair that a rule holds for was left alone all the same. */
type Refused = Map<Match['other'], 'cluster_full' | 'another_is_nearer'>;

/** Merges the best pair of a rule that merges; where there is none, suggests the best few of the others. */
async function act(unit: IncidentsUnit, tenantId: string, matches: readonly Match[]): Promise<Refused> {
  const refused: Refused = new Map();
  let done = 0;
  let isMerged = false;
  for (const match of matches.filter(({ rule }) => rule.mode === 'MERGE')) {
    if (isMerged) refused.set(match.other, 'another_is_nearer');
    else if (await merge(unit, tenantId, match)) isMerged = true;
    else refused.set(match.other, 'cluster_full');
  }
  for (const match of matches.filter(({ rule }) => rule.mode === 'SUGGEST')) {
    if (isMerged || done >= mostSuggested) refused.set(match.other, 'another_is_nearer');
    else if (await suggest(unit, tenantId, match)) done += 1;
    else refused.set(match.other, 'cluster_full');
  }
  return refused;
}

/** Merges the younger into the older with the verb that people use, unless too many are one already or either was closed meanwhile. */
async function merge(unit: IncidentsUnit, tenantId: string, { older, younger, rule, evidence }: Match): Promise<boolean> {
  const { db } = unit;
  await lockIntake(db, tenantId);
  const locked = new Map((await lockIncidents(db, tenantId, [older.id, younger.id])).map((incident) => [incident.id, incident]));
  const [target, source] = [locked.get(older.id), locked.get(younger.id)];
  if (
    !target ||
    !source ||
    !isOpen(target.status) ||
    !isOpen(source.status) ||
    target.private !== older.private ||
    source.private !== younger.private
  ) {
    return false;
  }
  if ((await clusterSize(db, tenantId, older.id)) + (await clusterSize(db, tenantId, younger.id)) > rule.mostIncidents) return false;
  const why = { rule: { id: rule.id, name: rule.name }, ...evidence };
  await mergeInto(unit, systemActor(tenantId), target, [source], why);
  const row = { ruleId: rule.id, ruleName: rule.name, state: 'MERGED', evidence } as const;
  await db.correlation.upsert({
    where: { tenantId_olderId_youngerId: { tenantId, olderId: older.id, youngerId: younger.id } },
    create: { olderId: older.id, youngerId: younger.id, ...row },
    update: row,
  });
  return true;
}

/** Asks people, once for ever for a pair; false when too many are suggested for the older already. */
async function suggest(unit: IncidentsUnit, tenantId: string, { older, younger, rule, evidence }: Match): Promise<boolean> {
  const { db, now } = unit;
  const pair = { olderId: older.id, youngerId: younger.id };
  const known = await db.correlation.findUnique({ where: { tenantId_olderId_youngerId: { tenantId, ...pair } } });
  if (known) return true;
  const joined = (await clusterSize(db, tenantId, older.id)) + (await clusterSize(db, tenantId, younger.id)) + (await pendingIn(db, older.id));
  if (joined > rule.mostIncidents) return false;
  const row = { ...pair, ruleId: rule.id, ruleName: rule.name, state: 'SUGGESTED', evidence } as const;
  const { count } = await db.correlation.createMany({ data: [row], skipDuplicates: true });
  if (count === 0) return true;
  const why = { rule: { id: rule.id, name: rule.name }, ...evidence };
  const entry = (incident: Incident, other: Incident) => ({
    ...{ incidentId: incident.id, at: now, kind: 'correlated' as const, key: `correlated:${other.id}` },
    facts: { other: { id: other.id, number: other.number, title: other.title }, by: why },
  });
  await writeTimeline(db, [entry(older, younger), entry(younger, older)]);
  unit.signal('incident', [older.id, younger.id]);
  return true;
}

/** Keeps what was decided in place of what was decided before. */
async function keepDecisions(db: IncidentsDb, tenantId: string, incidentId: string, decided: readonly Decided[], refused: Refused): Promise<void> {
  await db.$executeRaw`DELETE FROM correlation_decision WHERE tenant_id = ${tenantId}::uuid AND incident_id = ${incidentId}::uuid`;
  const kept = decided.slice(0, mostKept).map(({ other, rule, verdict, path }) => ({
    ...{ id: uuidv7(), incidentId, otherId: other.id, ruleId: rule.id, ruleName: rule.name },
    reason: (verdict.reason === 'matched' && refused.get(other)) || verdict.reason,
    facts: { ...verdict.facts, ...(rule.mostHops !== null && path && { path }) },
  }));
  if (kept.length > 0) await db.correlationDecision.createMany({ data: kept });
}
