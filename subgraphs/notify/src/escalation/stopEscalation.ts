import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readAs } from '#kit/tenant';
import { transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { stopRuns } from './stopRuns.ts';

/** Stops the telling of an incident without answering it. Needs escalations:manage; NOT_FOUND for an unknown incident, CONFLICT where nothing runs. */
export async function stopEscalation(platform: NotifyPlatform, caller: Caller, incidentId: string): Promise<void> {
  requirePermission(caller, 'escalations:manage');
  return transact(platform, caller, async (unit) => {
    const { db, audit } = unit;
    await lockDispatch(db, incidentId);
    const [state] = await readAs(db, viewerOf(caller), () => platform.incidents.read(db, [incidentId]));
    if (!state) throw new AppError('NOT_FOUND', `There is no incident with the id ${incidentId}.`);
    const running = await db.escalationRun.findMany({ where: { incidentId, state: 'RUNNING' } });
    if (running.length === 0) throw new AppError('CONFLICT', 'Nothing runs for this incident.');
    await stopRuns(unit, incidentId, running, 'stopped_by_hand', { personId: caller.personId });
    audit({
      action: 'escalation.stopped',
      subject: { kind: 'Incident', id: incidentId },
      before: { running: running.length },
      after: { running: 0 },
    });
  });
}
