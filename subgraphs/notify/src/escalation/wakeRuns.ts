import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { lockDue } from '../notice/heldNotices.ts';
import { advanceRuns, type DueRun } from './advanceRuns.ts';
import { judgeRun } from './judgeRun.ts';
import { stopRuns } from './stopRuns.ts';

/**
 * Takes on those of a tenant's runs whose next step is due, by the database's time; nothing of what is not, or what another worker has. Whether people are still to be told is
 * asked of the incidents themselves, in the transaction that tells them: an acknowledgement whose event is still under way stops the run here. All of them are one transaction. Where
 * something else is being decided about an incident at this moment, one run alone waits for it, and of several it is left out: its id is given back.
 */
export function wakeRuns(platform: NotifyPlatform, tenantId: string, runIds: readonly string[]): Promise<{ busy: string[] }> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const due = await db.escalationRun.findMany({
      where: { id: { in: [...runIds] }, state: 'RUNNING', nextAt: { lte: now } },
      select: { id: true, incidentId: true },
    });
    if (due.length === 0) return { busy: [] };
    const { mine, incidentIds, busy } = await lockDue(db, due);
    const locked = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM escalation_run WHERE id = ANY(${mine}::uuid[]) AND state = 'RUNNING' AND next_at <= ${now} ORDER BY id FOR UPDATE SKIP LOCKED`;
    const runs = await db.escalationRun.findMany({ where: { id: { in: locked.map(({ id }) => id) } }, orderBy: [{ nextAt: 'asc' }, { id: 'asc' }] });
    const stateOf = new Map((await platform.incidents.read(db, incidentIds)).map((state) => [state.facts.id, state]));
    const advancing: DueRun[] = [];
    for (const run of runs) {
      const state = stateOf.get(run.incidentId);
      const stop = judgeRun(state, now);
      if (stop || !state) await stopRuns(unit, run.incidentId, [run], stop ?? 'incident_gone');
      else advancing.push({ run, state });
    }
    if (advancing.length > 0) await advanceRuns(unit, platform, advancing);
    return { busy };
  });
}
