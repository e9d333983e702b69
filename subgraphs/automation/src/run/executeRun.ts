import type { Job } from '#kit/task';
import { actionKinds } from '../actions/actionKinds.ts';
import type { AutomationPlatform } from '../context.ts';
import { beginStep } from './beginStep.ts';
import { finishStep } from './finishStep.ts';
import { judgeStep } from './judgeStep.ts';
import { releaseRun } from './releaseRun.ts';
import { takeRun, type TakenRun } from './takeRun.ts';

/**
 * Executes a run, step by step: each is recorded before it is done and after. When the process drains, the step in hand runs to its end and
 * the rest is left to another process. A step that a killed worker left in the middle is judged by `judgeStep`.
 */
export async function executeRun(platform: AutomationPlatform, { tenantId, payload, signal }: Job<{ runId: string }>): Promise<void> {
  if (signal.aborted) return;
  const run = await takeRun(platform, tenantId, payload.runId);
  if (!run) return;
  for (const position of run.steps.keys()) {
    if (signal.aborted) return releaseRun(platform, run);
    const { reason } = await executeStep(platform, run, position + 1);
    if (reason === 'overtaken')
      platform.log.warn({ tenantId, runId: run.id }, 'the lease ran out before the step was recorded; the run went to another worker');
    if (reason !== 'continue') return;
  }
}

async function executeStep(platform: AutomationPlatform, run: TakenRun, position: number): Promise<{ reason: 'continue' | 'over' | 'overtaken' }> {
  const step = run.steps[position - 1];
  if (!step) return { reason: 'over' };
  const action = actionKinds[step.kind];
  const decision = judgeStep({ status: run.statuses.get(position) ?? null, isRepeatable: action.isRepeatable(step) });
  if (decision.go === 'skip') return { reason: 'continue' };

  const prepared = action.prepare(step, { incident: run.incident, run: { id: run.id }, idempotencyKey: `${run.id}:${position}` }, platform);
  if (decision.go === 'abandon') {
    return finishStep(platform, run, position, { status: 'ABANDONED', outcome: decision.reason, input: prepared.input, output: null });
  }
  const { reason } = await beginStep(platform, run, position, step);
  if (reason === 'overtaken') return { reason };
  return finishStep(platform, run, position, { input: prepared.input, ...(await prepared.perform()) });
}
