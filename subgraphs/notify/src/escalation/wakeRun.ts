import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { advanceRun } from './advanceRun.ts';
import { judgeRun } from './judgeRun.ts';
import { stopRuns } from './stopRuns.ts';

/**
 * Takes on a run whose next step is due, by the database's time; nothing when it is not, or when another worker has it. Whether people are still to be told is
 * asked of the incident itself, in the transaction that tells them: an acknowledgement whose event is still under way stops the run here.
 */
export function wakeRun(platform: NotifyPlatform, tenantId: string, runId: string): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const known = await db.escalationRun.findFirst({ where: { id: runId, state: 'RUNNING', nextAt: { lte: now } }, select: { incidentId: true } });
    if (!known) return;
    // Everything that tells people of an incident holds its dispatch lock first, and then the rows: in this order nobody waits for nobody.
    await lockDispatch(db, known.incidentId);
    const [due] = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM escalation_run WHERE id = ${runId}::uuid AND state = 'RUNNING' AND next_at <= ${now} FOR UPDATE SKIP LOCKED`;
    if (!due) return;
    const run = await db.escalationRun.findFirstOrThrow({ where: { id: runId } });
    const [state] = await platform.incidents.read(db, [run.incidentId]);
    const stop = judgeRun(state, now);
    if (stop || !state) await stopRuns(unit, run.incidentId, [run], stop ?? 'incident_gone');
    else await advanceRun(unit, platform, run, state);
  });
}
