import { AppError } from '#kit/errors';
import { systemActor, transact } from '#kit/transact';
import type { Prisma } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { finishWaiting } from '../engine/finishWaiting.ts';
import { askN8n } from './askN8n.ts';
import { type Followed, followExecutionTask, nextLook } from './n8n.task.ts';
import { type Execution, judgeExecution, readExecution } from './readExecution.ts';

/** How often an execution is asked for that n8n does not know, or not yet. */
const mostUnknown = 5;
/** How often it is looked at once its step has ended: only for what the page shows. */
const mostAfterEnd = 20;

/**
 * Keeps with the step what its execution has done so far, for the page. An execution that is over without having called back ends the step: it failed there, or it has no node that
 * calls. What n8n does not tell (a key without `execution:read`, executions that are not saved) is left: then only its call counts.
 */
export async function followExecution(platform: AutomationPlatform, tenantId: string, job: Followed): Promise<void> {
  const { runId, path, fence, connectionId, executionId, looks } = job;
  const connection = await platform.database.inTenant(tenantId, (db) => db.n8nConnection.findFirst({ where: { id: connectionId } }));
  if (!connection) return;
  const seen = await look();
  if (seen === 'refused') return;
  await transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now, enqueue, signal } = unit;
    const row = await db.runStep.findFirst({ where: { runId, path, fence } });
    if (!row) return;
    const isWaiting = row.finishedAt === null;
    const stands = seen === 'unavailable' || seen === 'unknown' ? 'goes_on' : judgeExecution(seen.status);
    if (typeof seen === 'object') {
      const state = { execution: seen } as unknown as Prisma.InputJsonObject;
      await db.runStep.updateMany({ where: { runId, path, fence }, data: { state } });
      signal('run', [runId]);
      if (isWaiting && stands !== 'goes_on') await finishWaiting(unit, { runId, path, fence }, endOf(seen, stands));
    }
    const isWorthIt = isWaiting ? seen !== 'unknown' || looks < mostUnknown : looks < mostAfterEnd;
    if (stands === 'goes_on' && isWorthIt) enqueue(followExecutionTask, { ...job, looks: looks + 1 }, { startAfter: nextLook(now, looks + 1) });
  });

  async function look(): Promise<Execution | 'unknown' | 'unavailable' | 'refused'> {
    if (!connection) return 'refused';
    try {
      const answer = await askN8n(platform, connection, 'GET', `/executions/${encodeURIComponent(executionId)}?includeData=true`);
      return readExecution(answer, connection.url) ?? 'unknown';
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'UNAVAILABLE') return 'unavailable';
      platform.log.warn({ tenantId, runId, path, reason: error.message }, 'an n8n does not show its executions');
      return 'refused';
    }
  }
}

function endOf({ id, url, error, status, nodes }: Execution, stands: 'succeeded' | 'failed') {
  const output = { executionId: id, url };
  if (stands === 'succeeded') return { status: 'SUCCEEDED' as const, outcome: 'succeeded', output };
  const failed = nodes.findLast((node) => node.error !== null);
  const words = failed ? `${failed.name}: ${failed.error}` : (error ?? `The execution ended as ${status}.`);
  return { status: 'FAILED' as const, outcome: 'workflow_failed', error: words, output };
}
