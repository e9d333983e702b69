import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createEmptyDatabase } from '../database/createTestDatabase.ts';
import { freePort } from '../../run/embedded/freePort.ts';
import { ensure } from './ensure.ts';
import { makeHome } from './home.ts';
import { answers, launch, type Launched } from './launch.ts';

export type N8n = Launched & {
  readonly url: string;
  /** Key of its public API, allowed to list workflows and to see and stop executions. */
  readonly apiKey: string;
  /** Adds a workflow (as n8n exports it) that begins with a webhook, and resolves once that listens. */
  addWorkflow(workflow: { nodes: { parameters: { path?: string } }[] }): Promise<void>;
};

/** An n8n 2.40 with an owner and an API key, its store in the tests' PostgreSQL. */
export async function startN8n(): Promise<N8n> {
  const program = join(dirname(ensure('n8n')), 'node_modules', 'n8n', 'bin', 'n8n');
  const home = makeHome('n8n');
  const [port, broker] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const database = await createEmptyDatabase();
  const { hostname, port: databasePort, username, password, pathname } = new URL(database.ownerUrl);
  const server = await launch({
    program: process.execPath,
    args: [program, 'start'],
    home,
    env: {
      ...{ N8N_PORT: String(port), N8N_LISTEN_ADDRESS: '127.0.0.1', N8N_USER_FOLDER: home.dir, N8N_RUNNERS_BROKER_PORT: String(broker) },
      ...{ DB_TYPE: 'postgresdb', DB_POSTGRESDB_HOST: hostname, DB_POSTGRESDB_PORT: databasePort, DB_POSTGRESDB_DATABASE: pathname.slice(1) },
      ...{ DB_POSTGRESDB_USER: username, DB_POSTGRESDB_PASSWORD: decodeURIComponent(password) },
      ...{ N8N_DIAGNOSTICS_ENABLED: 'false', N8N_VERSION_NOTIFICATIONS_ENABLED: 'false', N8N_TEMPLATES_ENABLED: 'false' },
      ...{ N8N_PERSONALIZATION_ENABLED: 'false', N8N_SECURE_COOKIE: 'false', NODE_OPTIONS: '', NODE_ENV: 'production' },
    },
    isReady: () => answers(`${url}/healthz/readiness`),
    patience: 240,
  });
  try {
    const cookie = await setUpOwner(url);
    const apiKey = await makeKey(url, cookie);
    return {
      ...server,
      url,
      apiKey,
      async addWorkflow(workflow) {
        const call = (path: string, body: object) => send(`${url}/api/v1${path}`, { 'x-n8n-api-key': apiKey }, body);
        const { id } = (await (await call('/workflows', workflow)).json()) as { id: string };
        await call(`/workflows/${id}/activate`, {});
        // It is active a moment before it listens; asked by the wrong method it names the right one without being started.
        const path = workflow.nodes.map(({ parameters }) => parameters.path).find((each) => each !== undefined);
        while (!(await (await fetch(`${url}/webhook/${path}`)).text()).includes('POST')) await pause(100);
      },
      async stop() {
        await server.stop();
        await database.drop();
      },
    };
  } catch (error) {
    await server.stop();
    await database.drop();
    throw error;
  }
}

/** What the first visitor of its page does; resolves with the cookie of the session. */
async function setUpOwner(url: string): Promise<string> {
  const owner = { email: 'ada@example.org', firstName: 'Ada', lastName: 'L', password: 'Correct-Horse-9' };
  const response = await send(`${url}/rest/owner/setup`, {}, owner);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function makeKey(url: string, cookie: string): Promise<string> {
  const scopes = ['workflow:list', 'workflow:create', 'workflow:activate', 'execution:read', 'execution:stop'];
  const response = await send(`${url}/rest/api-keys`, { cookie }, { label: 'sre', expiresAt: null, scopes });
  return ((await response.json()) as { data: { rawApiKey: string } }).data.rawApiKey;
}

async function send(url: string, headers: Record<string, string>, body: object): Promise<Response> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`n8n answers ${response.status} to ${new URL(url).pathname}: ${await response.text()}`);
  return response;
}
