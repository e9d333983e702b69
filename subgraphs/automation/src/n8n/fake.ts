import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a workflow was started with. */
export type Started = { path: string; idempotencyKey: string; body: { callbackUrl: string; incident: unknown; payload: unknown } };

export type FakeN8n = {
  url: string;
  apiKey: string;
  started: Started[];
  /** Executions that were told to stop. */
  stopped: string[];
  /** A further workflow; `path` is that of its webhook, null for none. `tells`: whether the webhook answers with the execution. */
  has(workflow: { id: string; name: string; active: boolean; path: string | null; tells?: boolean }): void;
  /** How an execution stands from now on; before, it is running. */
  stands(id: string, status: 'success' | 'error' | 'waiting', error?: string): void;
  close(): Promise<void>;
};

/** An n8n on loopback, which answers as version 2.40.5 was seen to: workflows and executions of its public API, and webhooks of the workflows that are active. */
export async function startFakeN8n(): Promise<FakeN8n> {
  const apiKey = 'n8n_api_key_of_a_test';
  const workflows: Parameters<FakeN8n['has']>[0][] = [];
  const started: Started[] = [];
  const stopped: string[] = [];
  const executions = new Map<string, { status: string; error: string | null }>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, body: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const { pathname } = new URL(request.url ?? '', 'http://fake');
    if (pathname.startsWith('/api/v1/') && request.headers['x-n8n-api-key'] !== apiKey) return void send(401, { message: 'Unauthorized' });
    if (pathname === '/api/v1/workflows') return void send(200, { data: workflows.map(recorded), nextCursor: null });
    const [, id = '', isStop] = /^\/api\/v1\/executions\/(\w+)(\/stop)?$/.exec(pathname) ?? [];
    const execution = executions.get(id);
    if (pathname.startsWith('/api/v1/') && !execution) return void send(404, { message: 'Not Found' });
    if (execution && isStop !== undefined) {
      if (!['running', 'waiting'].includes(execution.status))
        return void send(409, { message: `Only running or waiting executions can be stopped and ${id} is currently ${execution.status}` });
      stopped.push(id);
      execution.status = 'canceled';
      return void send(200, { mode: 'webhook', startedAt: began, stoppedAt: over, finished: false, status: 'canceled' });
    }
    if (execution) return void send(200, recordedExecution(id, execution));
    const found = workflows.find(({ path, active }) => active && path !== null && pathname === `/webhook/${path}`);
    if (!found || request.method !== 'POST')
      return void send(404, { code: 404, message: `The requested webhook "${request.method} ${pathname.slice(9)}" is not registered.` });
    const body = JSON.parse(await text(request)) as Started['body'];
    started.push({ path: found.path ?? '', idempotencyKey: String(request.headers['idempotency-key']), body });
    const executionId = String(executions.size + 1);
    executions.set(executionId, { status: 'running', error: null });
    return void send(200, found.tells === true ? { executionId } : { message: 'Workflow was started' });
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    started,
    stopped,
    stands: (id, status, error) => void executions.set(id, { status, error: error ?? null }),
    has: (workflow) => void workflows.push(workflow),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function recorded({ id, name, active, path }: Parameters<FakeN8n['has']>[0]): object {
  const hook = {
    id: `${id}-hook`,
    name: 'Webhook',
    type: 'n8n-nodes-base.webhook',
    typeVersion: 2,
    position: [0, 0],
    parameters: { httpMethod: 'POST', path },
  };
  // A node that is no webhook has no method.
  const after = {
    id: `${id}-wait`,
    name: 'Sleep',
    type: 'n8n-nodes-base.wait',
    typeVersion: 1.1,
    position: [300, 0],
    parameters: { amount: 60, unit: 'seconds' },
  };
  return {
    ...{ id, name, active, createdAt: '2026-11-27T09:00:00.000Z', updatedAt: '2026-11-27T09:30:00.000Z', isArchived: false, tags: [] },
    ...{ nodes: path === null ? [after] : [hook, after], connections: {}, settings: { executionOrder: 'v1' } },
  };
}

const [began, over] = ['2026-11-27T19:00:22.307Z', '2026-11-27T19:00:23.044Z'];

/** As `GET /api/v1/executions/{id}?includeData=true` answers for a webhook and a node after it; what nobody reads of it is left out. */
function recordedExecution(id: string, { status, error }: { status: string; error: string | null }): object {
  const failure = error === null ? {} : { error: { name: 'NodeOperationError', message: error, stack: `NodeOperationError: ${error}` } };
  const isOver = status === 'success' || status === 'error' || status === 'canceled';
  const run = (startTime: number, executionStatus: string) => ({
    startTime,
    executionIndex: 0,
    source: [],
    hints: [],
    executionTime: 68,
    executionStatus,
  });
  return {
    ...{ id, finished: status === 'success', mode: 'webhook', status, createdAt: began, startedAt: began, stoppedAt: isOver ? over : null },
    ...{ workflowId: 'w1', waitTill: null },
    data: {
      version: 1,
      resultData: {
        ...failure,
        runData: {
          Webhook: [run(1_795_806_022_973, 'success')],
          ...(isOver && { Sleep: [{ ...run(1_795_806_022_975, status), ...failure }] }),
        },
        lastNodeExecuted: 'Sleep',
      },
    },
    workflowData: {
      nodes: [
        { name: 'Webhook', type: 'n8n-nodes-base.webhook' },
        { name: 'Sleep', type: 'n8n-nodes-base.wait' },
      ],
    },
  };
}
