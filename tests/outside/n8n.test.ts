import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded, type Composition } from '../compositions/embedded.ts';
import { ask, eventually } from '../journeys/ask.ts';
import { journeySetup } from '../journeys/firstAlert.ts';
import { describeWith } from '../servers/describeWith.ts';
import { makeHome } from '../servers/home.ts';
import { type N8n, startN8n } from '../servers/n8n.ts';
import { root } from '#run/root';

/**
 * Playbooks that start workflows of a real n8n: one calls back, one fails without a word, one is told to stop. Asked for by `npm run test:n8n`: installing n8n takes minutes
 * and gigabytes.
 */

describeWith(['n8n'], 'n8n', () => {
  let n8n: N8n;
  let platform: Composition;
  const home = makeHome('sre-n8n');

  beforeAll(async () => {
    n8n = await startN8n();
    const setup = join(home.dir, 'setup.yaml');
    writeFileSync(setup, journeySetup('http://127.0.0.1:9'));
    platform = await startEmbedded({ SETUP_FILE: setup });
    await n8n.addWorkflow(JSON.parse(readFileSync(join(root, 'provisioning', 'n8n', 'clean-disk.json'), 'utf8')) as Workflow);
    await n8n.addWorkflow(
      startedBy('fails', { id: 'a', name: 'Break', type: 'n8n-nodes-base.stopAndError', typeVersion: 1, parameters: { errorMessage: 'no room' } }),
    );
    await n8n.addWorkflow(
      startedBy('lasts', { id: 'a', name: 'Sleep', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { amount: 60, unit: 'seconds' } }),
    );
    await ask(platform, 'mutation ($input: N8nConnectionInput!) { saveN8nConnection(input: $input) { id } }', {
      input: { name: 'Hands', url: n8n.url, apiKey: n8n.apiKey },
    });
  }, 600_000);
  afterAll(async () => {
    await platform?.stop();
    await n8n?.stop();
    home.remove();
  }, 60_000);

  test('its workflows are listed', async () => {
    const { n8nConnections } = await ask<{ n8nConnections: { edges: { node: { id: string } }[] } }>(
      platform,
      '{ n8nConnections { edges { node { id } } } }',
    );
    const { n8nWorkflows } = await ask<{ n8nWorkflows: object[] }>(
      platform,
      'query ($id: ID!) { n8nWorkflows(connectionId: $id) { name active path } }',
      {
        id: n8nConnections.edges[0]?.node.id,
      },
    );
    expect(n8nWorkflows).toContainEqual({ name: 'Clean the disk', active: true, path: 'clean-disk' });
    expect(n8nWorkflows).toHaveLength(3);
  });

  test('a workflow that calls back ends its step, and what it did is seen', async () => {
    const runId = await startPlaybook(platform, 'Clean the disk');
    const run = await ended(platform, runId);
    expect(run).toMatchObject({ status: 'SUCCEEDED', steps: [{ status: 'SUCCEEDED', output: { host: 'db-1' } }] });
    const execution = await eventually('end of the execution', async () => {
      const [step] = (await readRun(platform, runId)).steps;
      return step?.execution?.status === 'success' && step.execution;
    });
    expect(execution.nodes.map(({ name, type, status }) => [name, type, status])).toEqual([
      ['Started by a playbook', 'webhook', 'success'],
      ['Tell how it ended', 'httpRequest', 'success'],
    ]);
    expect(execution.url).toMatch(/\/workflow\/\w+\/executions\/\d+$/);
  }, 120_000);

  test('one that fails without a word fails its step', async () => {
    const run = await ended(platform, await startPlaybook(platform, 'fails'));
    expect(run).toMatchObject({
      status: 'FAILED',
      steps: [{ outcome: 'workflow_failed', error: 'Break: no room', execution: { status: 'error' } }],
    });
  }, 120_000);

  test('one whose run is cancelled is stopped', async () => {
    const runId = await startPlaybook(platform, 'lasts');
    await eventually('begin', async () => ['running', 'waiting'].includes((await readRun(platform, runId)).steps[0]?.execution?.status ?? ''));
    await ask(platform, 'mutation ($id: ID!) { cancelRun(id: $id) { id } }', { id: runId });
    expect(await ended(platform, runId)).toMatchObject({ status: 'CANCELLED' });
    await eventually('stop', async () => (await readRun(platform, runId)).steps[0]?.execution?.status === 'canceled');
  }, 120_000);
});

type Execution = { id: string; url: string; status: string; nodes: { name: string; type: string; status: string; error: string | null }[] };
type Step = { path: string; status: string; outcome: string | null; error: string | null; output: unknown; execution: Execution | null };
type Run = { status: string; finishedAt: string | null; steps: Step[] };

async function readRun(platform: Composition, id: string): Promise<Run> {
  const fields = 'status finishedAt steps { path status outcome error output execution { id url status nodes { name type status error } } }';
  return (await ask<{ run: Run }>(platform, `query ($id: ID!) { run(id: $id) { ${fields} } }`, { id })).run;
}

const ended = (platform: Composition, id: string): Promise<Run> =>
  eventually(
    'end of the run',
    async () => {
      const run = await readRun(platform, id);
      return run.finishedAt !== null && run;
    },
    60,
  );

/** Runs a playbook of one step that starts the workflow; resolves with the run's id. */
async function startPlaybook(platform: Composition, workflow: string): Promise<string> {
  const yaml = `name: Playbook of ${workflow}
steps:
  - { kind: n8n, id: start, name: Start, connection: Hands, workflow: ${workflow}, payload: '{"host": "db-1"}' }
`;
  const { savePlaybook } = await ask<{ savePlaybook: { playbook: { id: string } } }>(
    platform,
    'mutation ($yaml: String!) { savePlaybook(input: { yaml: $yaml, enabled: true }) { playbook { id } } }',
    { yaml },
  );
  const { startPlaybook: started } = await ask<{ startPlaybook: { run: { id: string } } }>(
    platform,
    'mutation ($id: ID!) { startPlaybook(input: { id: $id }) { run { id } } }',
    { id: savePlaybook.playbook.id },
  );
  return started.run.id;
}

type Workflow = { nodes: { name: string; parameters: { path?: string } }[] };

/** A workflow of a webhook that answers with its execution, and one node after it. */
function startedBy(path: string, node: { id: string; name: string; type: string; typeVersion: number; parameters: object }) {
  const sample = JSON.parse(readFileSync(join(root, 'provisioning', 'n8n', 'clean-disk.json'), 'utf8')) as {
    nodes: { name: string; parameters: object }[];
  };
  const [hook] = sample.nodes;
  if (!hook) throw new Error('The sample has no webhook.');
  return {
    name: path,
    nodes: [
      { ...hook, parameters: { ...hook.parameters, path } },
      { ...node, position: [300, 0] },
    ],
    connections: { [hook.name]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
    settings: { executionOrder: 'v1' },
  };
}
