import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { stopRuns } from './stopRuns.ts';

/** Stops the telling of an incident without answering it. NOT_FOUND for an unknown incident, CONFLICT where nothing runs. */
export function stopEscalation(platform: NotifyPlatform, actor: Actor, incidentId: string): Promise<void> {
  return transact(platform, actor, async (unit) => {
    const { db, audit } = unit;
    await lockDispatch(db, incidentId);
    const [state] = await platform.incidents.read(db, [incidentId]);
    if (!state) throw new AppError('NOT_FOUND', `There is no incident with the id ${incidentId}.`);
    const running = await db.escalationRun.findMany({ where: { incidentId, state: 'RUNNING' } });
    if (running.length === 0) throw new AppError('CONFLICT', 'Nothing runs for this incident.');
    await stopRuns(unit, incidentId, running, 'stopped_by_hand', { personId: actor.personId });
    audit({
      action: 'escalation.stopped',
      subject: { kind: 'Incident', id: incidentId },
      before: { running: running.length },
      after: { running: 0 },
    });
  });
}
