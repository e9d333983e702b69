import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { ActionEnd } from '../actions/actionKinds.ts';
import type { AutomationPlatform } from '../context.ts';
import { endRun, type RunEnding } from './endRun.ts';
import { holdRun } from './holdRun.ts';
import type { TakenRun } from './takeRun.ts';

/** How a step ended, with what it was given and what it gave back. */
export type StepEnding = Omit<ActionEnd, 'status'> & Pick<RunEnding, 'status'> & { input: Prisma.InputJsonObject };

/** Records a step's end; the run ends with it when it did not succeed or was the last. `overtaken`: another worker has the run, nothing is changed. */
export function finishStep(
  platform: AutomationPlatform,
  run: TakenRun,
  position: number,
  ending: StepEnding,
): Promise<{ reason: 'continue' | 'over' | 'overtaken' }> {
  return transact(platform, systemActor(run.tenantId), async (unit) => {
    const { db, now } = unit;
    if (!(await holdRun(db, run))) return { reason: 'overtaken' };
    const { status, outcome, input, output } = ending;
    const { tenantId, id: runId } = run;
    await db.runStep.update({ where: { tenantId_runId_position: { tenantId, runId, position } }, data: { status, outcome, finishedAt: now } });
    await db.runOutput.create({ data: { at: now, runId, position, input, output: output ?? Prisma.DbNull } });
    if (status === 'SUCCEEDED' && position < run.steps.length) {
      unit.signal('incident', [run.incidentId]);
      return { reason: 'continue' };
    }
    await endRun(unit, run, { status, outcome });
    return { reason: 'over' };
  });
}
