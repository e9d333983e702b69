import { AppError } from '#kit/errors';
import { systemActor, transact } from '#kit/transact';
import type { Prisma } from '#prisma/generated/client';
import { actionOf, isDeed } from '../actions/actionKinds.ts';
import type { AutomationPlatform } from '../context.ts';
import { loadRows } from '../engine/loadRows.ts';
import { lockRun } from '../engine/lockRun.ts';
import { everyStep } from '../engine/plan/paths.ts';
import { buildScope } from '../engine/scope.ts';

const mostForeseen = 50;

/**
 * Keeps with an approval what the steps ahead would do, so that people see what they agree to: each deed that has not begun, as it describes itself, secrets masked. What depends
 * on the outcome of an earlier step cannot be said yet, and says so. Does nothing outside.
 */
export async function foreseeRun(platform: AutomationPlatform, tenantId: string, approvalId: string): Promise<void> {
  await transact(platform, systemActor(tenantId), async ({ db, signal }) => {
    const approval = await db.approval.findFirst({ where: { id: approvalId, state: 'WAITING' } });
    const run = approval && (await lockRun(db, approval.runId));
    if (!approval || !run?.plan) return;
    const rows = await loadRows(db, run, 'all');
    const scope = buildScope(run, rows, run.plan, '');
    const ahead = [...everyStep(run.plan.steps)].filter((step) => !rows.has(step.id)).slice(0, mostForeseen);
    const would: Prisma.InputJsonObject[] = [];
    for (const step of ahead) {
      const known = { id: step.id, name: step.name, kind: step.kind, ...(step.if !== undefined && { if: step.if }) };
      if (!isDeed(step)) {
        would.push(known);
        continue;
      }
      const ref = { tenantId, runId: run.id, path: step.id, fence: 0, attempt: 1, idempotencyKey: `${run.id}:${step.id}` };
      try {
        would.push({ ...known, would: await actionOf(step).describe(step, { scope, ref }, platform) });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        would.push({ ...known, problem: error.message });
      }
    }
    await db.approval.update({ where: { tenantId_id: { tenantId, id: approvalId } }, data: { would } });
    signal('run', [run.id]);
  });
}
