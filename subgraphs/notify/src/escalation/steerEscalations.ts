import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { resumeRun } from './resumeRun.ts';
import { judgeRun } from './judgeRun.ts';
import { type StartCause, startRuns } from './startRuns.ts';
import { stopRuns } from './stopRuns.ts';
import { tellAcknowledged } from './tellAcknowledged.ts';

/** What happened to the incident; for those that stop, nothing: how it stands now says enough. */
export type Steering = Extract<StartCause, 'unacknowledged' | 'woken' | 'unmerged' | 'found_without_next_step'> | null;

/**
 * Brings the runs of an incident in line with how it stands: stopped when it calls for nobody, and begun again when it does. The event only says that something
 * changed; which way is read from the incident, so that events may come late, twice or in another order. An incident that was never announced is left to its announcement.
 */
export function steerEscalations(platform: NotifyPlatform, tenantId: string, incidentId: string, cause: Steering): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    await lockDispatch(db, incidentId);
    const [state] = await platform.incidents.read(db, [incidentId]);
    const stop = judgeRun(state, now);
    if (stop || !state) {
      const runs = await db.escalationRun.findMany({ where: { incidentId } });
      const running = runs.filter(({ state }) => state === 'RUNNING');
      // A chain may be through while its people are still being told, or what it sent waits for a further attempt.
      if (runs.length > 0) await stopRuns(unit, incidentId, running, stop ?? 'incident_gone');
      if (state && stop === 'acknowledged') await tellAcknowledged(unit, platform, state);
      return;
    }
    if (cause === null || state.announcedAt === null) return;
    if (cause === 'unmerged' && (await resumeMerged(unit, incidentId))) return;
    await startRuns(unit, platform, state, cause);
  });
}

/** Runs that a merge stopped go on where they were; whether there were any. */
async function resumeMerged(unit: NotifyUnit, incidentId: string): Promise<boolean> {
  const runs = await unit.db.escalationRun.findMany({ where: { incidentId }, orderBy: { startedAt: 'desc' } });
  const latest = [...new Map(runs.toReversed().map((run) => [run.chainKey, run])).values()];
  const merged = latest.filter(({ state, reason }) => state === 'STOPPED' && reason === 'merged');
  for (const run of merged) await resumeRun(unit, run, 'unmerged');
  return merged.length > 0;
}
