import { AppError } from '#kit/errors';
import type { Route } from '#kit/serve';
import { systemActor, transact } from '#kit/transact';
import type { Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';
import { finishWaiting } from '../engine/finishWaiting.ts';
import { readCallbackToken } from './callbackToken.ts';
import { followExecutionTask, nextLook } from './n8n.task.ts';
import { keptExecution } from './readExecution.ts';

const told = z.looseObject({
  status: z.enum(['success', 'error']).default('success'),
  executionId: z.union([z.string(), z.number()]).transform(String).optional(),
  error: z.string().max(4_000).optional(),
  output: z.record(z.string(), z.json()).optional(),
});

/**
 * `POST /n8n/callback?token=…`: a workflow tells how it ended: `{ status: "success" | "error", executionId, error, output }`. The token is that of one attempt of one step. 202 when the step
 * goes on, 409 when it does not wait any more, 404 for a token that is not ours or too old.
 */
export function callbackRoute(platform: AutomationPlatform): Route {
  return {
    method: 'POST',
    path: '/n8n/callback',
    async handle({ query, text }) {
      const right = readCallbackToken(query.get('token') ?? '', platform.secretKey, platform.clock.now());
      if (!right) throw new AppError('NOT_FOUND', 'This address is not one that a step waits at.');
      const read = told.safeParse(parse(await text(256 * 1024)));
      if (!read.success) throw new AppError('UNKNOWN_SHAPE', z.prettifyError(read.error));
      const { status, executionId = null, error, output = {} } = read.data;
      const { tenantId, runId, path, fence, connectionId } = right;
      const kept = { executionId, ...output } as Prisma.InputJsonObject;
      const end =
        status === 'success'
          ? { status: 'SUCCEEDED' as const, outcome: 'succeeded', output: kept }
          : { status: 'FAILED' as const, outcome: 'workflow_failed', error: error ?? null, output: kept };
      const done = await transact(platform, systemActor(tenantId), async (unit) => {
        const finished = await finishWaiting(unit, { runId, path, fence }, end);
        const row = finished.finished && executionId !== null ? await unit.db.runStep.findFirst({ where: { runId, path, fence } }) : null;
        // One that its start did not name is followed from here on.
        if (row && executionId !== null && keptExecution(row) === null) {
          const job = { runId, path, fence, connectionId, executionId, looks: 0 };
          unit.enqueue(followExecutionTask, job, { startAfter: nextLook(unit.now, 0) });
        }
        return finished;
      });
      return done.finished ? { status: 202, body: { status: 'accepted' } } : { status: 409, body: { status: done.reason } };
    },
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body === '' ? '{}' : body);
  } catch (cause) {
    throw new AppError('MALFORMED_BODY', 'The body is not JSON.', { cause });
  }
}
