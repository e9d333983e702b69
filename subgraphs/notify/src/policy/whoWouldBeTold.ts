import type { Labels, Priority, Severity } from '#contracts/words';
import { AppError } from '#kit/errors';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import { type ChainSnapshot } from '../escalation/chainDraft.ts';
import { lookLater } from '../escalation/lookNow.ts';
import { snapshotOf, type ToldWay, waysOf } from '../escalation/startRuns.ts';
import { followDelegations } from '../personal/followDelegations.ts';
import { readWays } from '../page/readWays.ts';
import { requirePolicy } from './checkPolicy.ts';
import { explainPolicy, type PolicySubject, type PolicyVerdict } from './matchPolicy.ts';
import { plantPolicy } from './plantPolicy.ts';
import type { PolicyDraft } from './policyDraft.ts';
import { readPolicy } from './readPolicy.ts';
import { type Foretold, simulateChain } from './simulateChain.ts';

/** What is tried: an incident, or labels that one would have. */
export type PolicyTrial = {
  incidentId?: string | null;
  labels?: Labels | null;
  severity?: Severity | null;
  priority?: Priority | null;
  ownerTeamId?: string | null;
  /** The moment of the announcement; now by default. */
  at?: Date | null;
  /** A draft in the place of the live policy. */
  draft?: unknown;
};

export type ForetoldWay = Pick<ToldWay, 'path' | 'importance'> & {
  tells: ToldWay['telling']['tells'];
  chain: ChainSnapshot;
  chainId: string | null;
  foretold: Foretold[];
};
export type WhoWouldBeTold = { version: number | null; verdicts: PolicyVerdict[]; ways: ForetoldWay[] };

/**
 * Who would be told of an incident, when and why, if it were announced at a moment and nobody answered. Decided by the code that runs decide by; schedules, rules and turns are
 * taken as they are now. NOT_FOUND for an unknown incident, BAD_USER_INPUT without incident and labels, or for a draft that makes no sense.
 */
export async function whoWouldBeTold(db: NotifyDb, platform: NotifyPlatform, trial: PolicyTrial): Promise<WhoWouldBeTold> {
  const { subject, alerts } = await subjectOf(db, platform, trial);
  const live = trial.draft === undefined || trial.draft === null ? await readPolicy(db) : { version: null, draft: requirePolicy(trial.draft) };
  const { leaves, verdicts } = explainPolicy(plantPolicy(live?.draft ?? everybody), subject);
  const at = trial.at ?? platform.clock.now();
  const ways: ForetoldWay[] = [];
  for (const { telling, importance, path } of waysOf(leaves)) {
    const { snapshot, chainId } = await snapshotOf(db, telling, importance);
    const foretold = await simulateChain({
      ...{ chain: snapshot, importance, severity: subject.severity, alerts, at },
      lookAt: (at) => lookLater(db, platform, chainId, at),
      waysOf: (ids) => readWays(db, platform, ids),
      standInsOf: (ids, at) => followDelegations(db, ids, at),
    });
    ways.push({ path, importance, tells: telling.tells, chain: snapshot, chainId, foretold });
  }
  return { version: live?.version ?? null, verdicts, ways };
}

/** What holds before anybody saved a policy. */
export const everybody: PolicyDraft = {
  ...{ id: null, name: 'every channel', matchers: [], severities: [], priorities: [], ownerTeamIds: [], continues: false },
  ...{ tells: 'EVERY_CHANNEL', chainId: null, importance: 'DEFAULT', children: [] },
};

async function subjectOf(db: NotifyDb, { incidents }: NotifyPlatform, trial: PolicyTrial): Promise<{ subject: PolicySubject; alerts: number }> {
  const { incidentId, labels, severity, priority, ownerTeamId } = trial;
  if (incidentId != null) {
    const [state] = await incidents.read(db, [incidentId]);
    if (!state) throw new AppError('NOT_FOUND', `There is no incident with the id ${incidentId}.`);
    const { facts } = state;
    const alerts = await incidents.countAlerts(db, incidentId, new Date(facts.openedAt));
    return { alerts, subject: { labels: facts.labels, severity: facts.severity, priority: state.priority, ownerTeamId: state.ownerTeamId } };
  }
  if (!labels) throw new AppError('BAD_USER_INPUT', 'Give "incidentId" or "labels".');
  return { alerts: 1, subject: { labels, severity: severity ?? 'MEDIUM', priority: priority ?? null, ownerTeamId: ownerTeamId ?? null } };
}
