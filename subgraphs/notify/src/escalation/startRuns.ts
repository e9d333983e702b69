import type { IncidentState } from '#contracts/incidentStates';
import type { EscalationRun } from '#prisma/generated/client';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { matchPolicy } from '../policy/matchPolicy.ts';
import { plantPolicy, type PolicyNode, type Telling } from '../policy/plantPolicy.ts';
import { readPolicy } from '../policy/readPolicy.ts';
import { advanceRuns } from './advanceRuns.ts';
import { chainDraft, type ChainSnapshot, type Importance } from './chainDraft.ts';
import { judgeRun } from './judgeRun.ts';
import type { Change } from './judgeWay.ts';
import { writeDecisions } from './writeDecisions.ts';

/** Why a run begins. */
export type StartCause =
  | 'first_notification'
  | 'new_alerts_in_group'
  | 'quiet_ended'
  | 'some_alerts_resolved'
  | 'unacknowledged'
  | 'woken'
  | 'unmerged'
  | 'asked'
  | 'run_failed'
  | 'found_without_next_step'
  | Change;

/** One way in which the policy tells of an incident. */
export type ToldWay = { key: string; telling: Telling; importance: Importance; path: string[] };

/**
 * Starts what the policy says of an incident: a run for each chain that it comes to, begun in this transaction with the steps that are due at once. A chain that
 * runs for it already runs on. Returns how many began, or that there is no policy. An incident that calls for nobody at this moment gets its runs all the same,
 * stopped with the reason, so that what stops it is seen and its end begins them. `only` these of the chains, by their keys; `facts` are added to what its beginning was decided on. The caller holds the incident's dispatch lock.
 */
export async function startRuns(
  unit: NotifyUnit,
  platform: NotifyPlatform,
  state: IncidentState,
  cause: StartCause,
  { startedById = null, only, facts: about = {} }: { startedById?: string | null; only?: ReadonlySet<string>; facts?: Record<string, string> } = {},
): Promise<{ reason: 'no_policy' } | { reason: 'started'; runs: number }> {
  const { db, now } = unit;
  const policy = await readPolicy(db);
  if (!policy) return { reason: 'no_policy' };
  const { facts, priority, ownerTeamId } = state;
  const subject = { labels: facts.labels, severity: facts.severity, priority, ownerTeamId };
  const ways = waysOf(matchPolicy(plantPolicy(policy.draft), subject));
  const past = await db.escalationRun.findMany({ where: { incidentId: facts.id }, select: { chainKey: true, start: true, state: true } });

  let runs = 0;
  for (const { key, telling, importance, path } of ways) {
    if (only && !only.has(key)) continue;
    const before = past.filter(({ chainKey }) => chainKey === key);
    if (before.some(({ state }) => state === 'RUNNING')) continue;
    const { snapshot, chainId, missing } = await snapshotOf(db, telling, importance);
    const stop = judgeRun(state, now);
    const run = await db.escalationRun.create({
      data: {
        ...{ incidentId: facts.id, chainId, chainKey: key, start: 1 + Math.max(0, ...before.map(({ start }) => start)), cause, importance, snapshot },
        ...{ policyPath: path, policyVersion: policy.version, startedById, startedAt: now },
        ...(stop ? { state: 'STOPPED', reason: stop, endedAt: now } : { state: 'RUNNING', reason: 'begins', nextAt: now }),
      },
    });
    const told = { ...about, cause, path, policyVersion: policy.version, importance, chain: snapshot.name, ...(missing && { missing }) };
    const ofRun = { runId: run.id, round: 1, step: null };
    await writeDecisions(unit, [
      { ...ofRun, kind: 'started', reason: cause, facts: told },
      ...(stop ? [{ ...ofRun, kind: 'stopped', reason: stop, facts: {} }] : []),
    ]);
    if (!stop) await begin(unit, platform, run, state, telling);
    runs += 1;
  }
  return { reason: 'started', runs };
}

async function begin(unit: NotifyUnit, platform: NotifyPlatform, run: EscalationRun, state: IncidentState, telling: Telling): Promise<void> {
  if (telling.tells !== 'NOBODY') return advanceRuns(unit, platform, [{ run, state }]);
  await unit.db.escalationRun.update({
    where: { tenantId_id: { tenantId: run.tenantId, id: run.id } },
    data: { state: 'DONE', reason: 'policy_says_nobody', nextAt: null, endedAt: unit.now },
  });
}

/** The ways that these nodes say, each once: two nodes that name one chain start it once, as important if one of them says so. Pure. */
export function waysOf(nodes: readonly PolicyNode[]): ToldWay[] {
  const ways = new Map<string, ToldWay>();
  for (const { path, effective } of nodes) {
    const { telling, importance } = effective;
    const key = telling.tells === 'CHAIN' ? telling.chainId : telling.tells.toLowerCase();
    const known = ways.get(key);
    ways.set(key, { key, telling, path: known?.path ?? path, importance: known?.importance === 'IMPORTANT' ? 'IMPORTANT' : importance });
  }
  return [...ways.values()];
}

/** What is done without a chain: every channel, at once. */
const everyChannel: ChainSnapshot = {
  ...{ name: 'every channel', version: 0, tellsAcknowledged: false, remindMinutes: null },
  steps: [{ kind: 'everyChannel', id: null, importance: null, only: { severities: [], alerts: null, hours: null } }],
};

type Snapshot = { snapshot: ChainSnapshot; chainId: string | null; missing?: string };

/** The steps of a way as they are now. */
export async function snapshotOf(db: NotifyDb, telling: Telling, importance: Importance): Promise<Snapshot> {
  if (telling.tells === 'NOBODY') return { snapshot: { ...everyChannel, name: 'nobody', steps: [] }, chainId: null };
  if (telling.tells === 'EVERY_CHANNEL') return { snapshot: everyChannel, chainId: null };
  const chain = await db.escalationChain.findFirst({ where: { id: telling.chainId } });
  // A chain that the policy names cannot be deleted; were it gone all the same, nobody knowing of the incident would be worst.
  if (!chain) return { snapshot: everyChannel, chainId: null, missing: telling.chainId };
  const { steps, importantSteps, tellsAcknowledged, remindMinutes } = chainDraft.parse(chain.body);
  const chosen = importance === 'IMPORTANT' && importantSteps.length > 0 ? importantSteps : steps;
  return { snapshot: { name: chain.name, version: chain.version, steps: chosen, tellsAcknowledged, remindMinutes }, chainId: chain.id };
}
