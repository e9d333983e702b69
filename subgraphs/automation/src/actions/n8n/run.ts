import { AppError } from '#kit/errors';
import { systemActor, transact } from '#kit/transact';
import { z } from 'zod';
import { evaluateIn } from '../../engine/scope.ts';
import { askN8n } from '../../n8n/askN8n.ts';
import { createCallbackToken } from '../../n8n/callbackToken.ts';
import { followExecutionTask, nextLook } from '../../n8n/n8n.task.ts';
import { listWorkflows } from '../../n8n/listWorkflows.ts';
import { begun, keptExecution } from '../../n8n/readExecution.ts';
import type { Deed } from '../../playbook/definition.ts';
import type { Action } from '../actionKinds.ts';

type N8nStep = Extract<Deed, { kind: 'n8n' }>;

/**
 * Starts a workflow of the tenant's n8n by its webhook, with the incident and an address at which it tells how it ended, and waits for that. The workflow is found by its name or
 * id; it must be active and begin with a webhook that takes POST.
 */
export const n8nAction: Action<N8nStep> = {
  async check({ connection }, { db }) {
    const found = await db.n8nConnection.findFirst({ where: { name: connection }, select: { id: true } });
    return found ? [] : [{ path: 'connection', message: `There is no n8n named ${connection}.` }];
  },
  describe: (step, { scope }) => ({
    ...{ connection: step.connection, workflow: step.workflow },
    payload: step.payload === undefined ? null : evaluateIn(scope, step.payload),
  }),
  async perform(step, { scope, ref, signal }, means) {
    const { tenantId, runId, path, fence, idempotencyKey } = ref;
    const connection = await means.database.inTenant(tenantId, (db) => db.n8nConnection.findFirst({ where: { name: step.connection } }));
    if (!connection) throw new AppError('NOT_FOUND', `There is no n8n named ${step.connection}.`);
    const origin = means.origin();
    if (origin === null)
      return { status: 'FAILED', outcome: 'no_origin', error: 'PUBLIC_URL is not set, so the workflow could not tell how it ended.', output: null };
    const workflow = (await listWorkflows(means, connection)).find(({ id, name }) => id === step.workflow || name === step.workflow);
    if (!workflow)
      return { status: 'FAILED', outcome: 'workflow_unknown', error: `${connection.name} has no workflow ${step.workflow}.`, output: null };
    if (!workflow.active || workflow.path === null)
      return {
        status: 'FAILED',
        outcome: 'workflow_inactive',
        error: `${workflow.name} is not active, or does not begin with a webhook that takes POST.`,
        output: null,
      };

    const until = Math.ceil(means.clock.now().getTime() / 1000) + step.timeoutSeconds;
    const token = createCallbackToken({ tenantId, runId, path, fence, until, connectionId: connection.id }, means.secretKey);
    const body = {
      callbackUrl: `${origin}/n8n/callback?token=${token}`,
      run: scope.run,
      incident: scope.incident,
      payload: step.payload === undefined ? null : evaluateIn(scope, step.payload),
    };
    const result = await means.outbound.send({
      ...{ method: 'POST', url: `${connection.url}/webhook/${workflow.path}`, timeoutMs: 15_000, signal },
      headers: { 'content-type': 'application/json', 'user-agent': 'sre-platform', 'idempotency-key': idempotencyKey },
      body: JSON.stringify(body),
    });
    const output = { workflowId: workflow.id, workflow: workflow.name, url: `${connection.url}/workflow/${workflow.id}` };
    if (result.kind === 'failed') return { status: 'FAILED', outcome: result.reason, error: result.detail, output };
    if (result.status < 200 || result.status > 299)
      return { status: 'FAILED', outcome: 'unexpected_status', error: `n8n answered ${result.status}: ${result.body.slice(0, 300)}`, output };
    const executionId = executionOf(result.body);
    if (executionId !== null) {
      const job = { runId, path, fence, connectionId: connection.id, executionId, looks: 0 };
      await transact(means, systemActor(tenantId), async ({ now, enqueue }) => enqueue(followExecutionTask, job, { startAfter: nextLook(now, 0) }));
    }
    const state = executionId !== null && { state: { execution: { ...begun(executionId), url: output.url } } };
    return { status: 'WAITING', output: { ...output, executionId }, until: new Date(until * 1000), ...state };
  },
  isRepeatable: (step) => step.idempotent ?? false,
  async cancel(step, { tenantId, runId, path, fence }, means) {
    const { connection, row } = await means.database.inTenant(tenantId, async (db) => ({
      connection: await db.n8nConnection.findFirst({ where: { name: step.connection } }),
      row: await db.runStep.findFirst({ where: { runId, path, fence } }),
    }));
    const executionId = row && keptExecution(row)?.id;
    if (!connection || executionId == null) return;
    // 404 for one that is over; anything else than an answer is tried again by the queue.
    await askN8n(means, connection, 'POST', `/executions/${encodeURIComponent(executionId)}/stop`);
    means.log.info({ tenantId, runId, path, fence, executionId }, 'an execution of n8n was told to stop');
  },
};

/** The id of the execution, where the webhook's answer says it: `{ "executionId": … }`, as that of provisioning/n8n/clean-disk.json does. */
function executionOf(body: string): string | null {
  try {
    return z.looseObject({ executionId: z.union([z.string(), z.number()]).transform(String) }).safeParse(JSON.parse(body)).data?.executionId ?? null;
  } catch {
    // A webhook may answer anything.
    return null;
  }
}
