import type { AutomationUnit } from '../context.ts';
import { advanceRun } from '../engine/advanceRun.ts';
import { lockRun } from '../engine/lockRun.ts';
import { insertRun, type StartedRun, type WantedRun } from './insertRun.ts';

/** Starts a run, in the transaction of whoever asks: its first steps are in the queue when that is committed. Whether it is started, insertRun decides by named reasons. */
export async function startRun(unit: AutomationUnit, wanted: WantedRun): Promise<StartedRun> {
  const started = await insertRun(unit, wanted);
  const run = started.started ? await lockRun(unit.db, started.runId) : null;
  if (run) await advanceRun(unit, run);
  return started;
}
