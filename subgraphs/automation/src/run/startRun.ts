import type { AutomationUnit } from '../context.ts';
import { advanceRun } from '../engine/advanceRun.ts';
import { lockRun } from '../engine/lockRun.ts';
import { insertRun, type StartedRun, type WantedRun } from './insertRun.ts';

/** Starts a run, in the transaction of whoever asks: its first steps are in the queue when that is committed. Whether it is started, insertRun decides by named reasons. */
export async function startRun(unit: AutomationUnit, wanted: WantedRun): Promise<StartedRun> {
  const inserted = await insertRun(unit, wanted);
  if (!inserted.started) return inserted;
  const { runId, isHeld } = inserted;
  const run = isHeld ? null : await lockRun(unit.db, runId);
  if (run) await advanceRun(unit, run);
  return { started: true, runId };
}
