import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readAs } from '#kit/tenant';
import { transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { judgeRun } from './judgeRun.ts';
import { startRuns } from './startRuns.ts';
import { stopRuns } from './stopRuns.ts';

/**
 * Begins the telling of an incident anew, with the policy and the chains as they are now; what ran is stopped. Needs escalations:manage; NOT_FOUND for an unknown incident, CONFLICT where it calls
 * for nobody (the message says why) or where there is no policy.
 */
export async function restartEscalation(platform: NotifyPlatform, caller: Caller, incidentId: string): Promise<void> {
  requirePermission(caller, 'escalations:manage');
  return transact(platform, caller, async (unit) => {
    const { db, now, audit } = unit;
    await lockDispatch(db, incidentId);
    const [state] = await readAs(db, viewerOf(caller), () => platform.incidents.read(db, [incidentId]));
    if (!state) throw new AppError('NOT_FOUND', `There is no incident with the id ${incidentId}.`);
    const stop = judgeRun(state, now);
    if (stop) throw new AppError('CONFLICT', `Nobody is to be told of this incident now: it is ${stop}.`);
    const running = await db.escalationRun.findMany({ where: { incidentId, state: 'RUNNING' } });
    if (running.length > 0) await stopRuns(unit, incidentId, running, 'restarted');
    const started = await startRuns(unit, platform, state, 'asked', { startedById: caller.personId });
    if (started.reason === 'no_policy') throw new AppError('CONFLICT', 'There is no policy: every channel was told when the incident was announced.');
    audit({
      action: 'escalation.restarted',
      subject: { kind: 'Incident', id: incidentId },
      before: { running: running.length },
      after: { started: started.runs },
    });
  });
}
