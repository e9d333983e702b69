import type { AutomationUnit } from '../context.ts';
import { endRun } from '../engine/endRun.ts';
import type { LockedRun } from '../engine/lockRun.ts';
import { askPolicies } from './askPolicies.ts';
import type { PolicyVerdict } from './judgePolicies.ts';
import { writeDecisions } from './writeDecisions.ts';

/** How soon a run that waits its turn is looked at again, when nobody says earlier that it has come, in ms. */
const turnMs = 30_000;

/** Why a run has not begun: it waits its turn, or how far it reaches is still to be found out. */
export const holdReasons = { turn: 'concurrency_reached', targets: 'judging_targets' } as const;

/**
 * Whether a run that waits may begin now. One whose turn has not come waits on; one that reaches too far ends here. `targets` is what was found out of its reach, null
 * when nobody asked. The caller holds the run's lock.
 */
export async function admitRun(unit: AutomationUnit, run: LockedRun, targets: PolicyVerdict | null): Promise<boolean> {
  const { db, now } = unit;
  const { tenantId, id, plan, playbookId, playbookName, incidentId, causeKind, causeLabel } = run;
  if (!plan || run.cancelledAt !== null) return true;
  const about = {
    playbookId,
    playbookName,
    runId: id,
    incident: incidentId === null ? null : { id: incidentId },
    cause: { kind: causeKind, label: causeLabel },
  };
  if (targets) await writeDecisions(unit, about, [targets]);
  if (targets?.verdict === 'refused') {
    await endRun(unit, run, { status: 'FAILED', outcome: targets.reason });
    return false;
  }
  // The rest was judged when it was asked for: only its turn may have come since.
  const turn = (await askPolicies(unit, plan, run)).find(({ policy }) => policy === 'concurrency');
  if (turn?.verdict === 'held' || turn?.verdict === 'refused') {
    if (run.outcome !== holdReasons.turn) await writeDecisions(unit, about, [{ ...turn, verdict: 'held' }]);
    await db.run.update({
      where: { tenantId_id: { tenantId, id } },
      data: { outcome: holdReasons.turn, nextAt: new Date(now.getTime() + turnMs) },
    });
    return false;
  }
  if (turn && run.outcome === holdReasons.turn) await writeDecisions(unit, about, [turn]);
  return true;
}
