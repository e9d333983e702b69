import { startService, type Service } from '#automation/actions/http/fake';
import { startEmbedded, type Composition } from '../compositions/embedded.ts';
import { ask, eventually } from '../journeys/ask.ts';

/**
 * `kill -9` of the worker while runs of playbooks stand in every state at once: a step that may be done twice in hand, one that may not, waiting, verifying, rolling
 * back, waiting for people, waiting for its turn, waiting for another playbook. Afterwards every run ends as its steps declare, and nothing that must not be done twice
 * is. `FAULTS_SEED` chooses the moment.
 */
const seed = Number(process.env['FAULTS_SEED'] ?? 20_261_127);

let platform: Composition;
let service: Service;
beforeAll(async () => {
  service = await startService();
  platform = await startEmbedded({ LOG_LEVEL: 'fatal' });
}, 120_000);
afterAll(async () => {
  await platform?.stop();
  await service?.close();
}, 60_000);

type Step = Record<string, unknown>;
const http = (id: string, method: string, path: string, more: Step = {}): Step => ({
  ...{ kind: 'http', id, name: id, method, url: `${service.origin}${path}`, timeoutSeconds: 120 },
  ...more,
});

async function save(name: string, steps: Step[], more: Step = {}): Promise<string> {
  const { made } = await ask<{ made: { playbook: { id: string } } }>(
    platform,
    'mutation ($input: SavePlaybookInput!) { made: savePlaybook(input: $input) { playbook { id } } }',
    { input: { definition: { name, steps, ...more } } },
  );
  return made.playbook.id;
}

async function start(id: string): Promise<string> {
  const { made } = await ask<{ made: { run: { id: string } | null; notStarted: unknown } }>(
    platform,
    'mutation ($id: ID!) { made: startPlaybook(input: { id: $id }) { run { id } notStarted { reason } } }',
    { id },
  );
  if (!made.run) throw new Error(JSON.stringify(made.notStarted));
  return made.run.id;
}

type Seen = {
  id: string;
  status: string;
  outcome: string | null;
  steps: { path: string; status: string; outcome: string | null; attempt: number }[];
};
const query = 'query ($ids: [ID!]) { runs(filter: { ids: $ids }) { edges { node { id status outcome steps { path status outcome attempt } } } } }';
const see = async (ids: string[]) => (await ask<{ runs: { edges: { node: Seen }[] } }>(platform, query, { ids })).runs.edges.map(({ node }) => node);

/** Requests of a step, by the key that a receiver tells a repeat by. */
const requestsFor = (run: string, path: string) => service.received.filter(({ headers }) => headers['idempotency-key'] === `${run}:${path}`);

test(`a worker that is killed while runs stand in every state, seed ${seed}`, async () => {
  let isDead = false;
  const never = new Promise<void>(() => {});
  service.reply(({ path }) => {
    if (path.startsWith('/hold')) return isDead ? { status: 200 } : { status: 200, after: never };
    if (path === '/fails') return { status: 404 };
    return { status: path === '/well' && !isDead ? 503 : 200 };
  });
  const put = await save('put', [http('put', 'PUT', '/hold/put'), http('next', 'POST', '/next')]);
  const turn = await save('turn', [http('held', 'PUT', '/hold/turn')], { policies: { concurrency: { most: 1, per: 'playbook', then: 'wait' } } });
  const runs = {
    repeatable: await start(put),
    once: await start(await save('once', [http('post', 'POST', '/hold/post'), http('never', 'POST', '/never')])),
    waiting: await start(await save('waiting', [{ kind: 'wait', id: 'w', name: 'W', seconds: 8 }, http('after', 'POST', '/after')])),
    verifying: await start(
      await save('verifying', [
        { kind: 'verify', id: 'well', name: 'Well', everySeconds: 1, check: { by: 'http', method: 'GET', url: `${service.origin}/well` } },
      ]),
    ),
    undoing: await start(
      await save('undoing', [http('done', 'POST', '/done', { rollBack: [http('undo', 'PUT', '/hold/undo')] }), http('fails', 'GET', '/fails')]),
    ),
    asking: await start(await save('asking', [{ kind: 'approval', id: 'ask', name: 'Ask', message: 'May I?' }])),
    first: await start(turn),
    second: await start(turn),
    whole: await start(await save('whole', [{ kind: 'playbook', id: 'part', name: 'Part', playbook: 'put' }])),
  };
  const stands: Record<keyof typeof runs, string> = {
    ...{
      repeatable: 'RUNNING',
      once: 'RUNNING',
      waiting: 'WAITING',
      verifying: 'VERIFYING',
      undoing: 'ROLLING_BACK',
      asking: 'WAITING_FOR_APPROVAL',
    },
    ...{ first: 'RUNNING', second: 'QUEUED', whole: 'WAITING' },
  };
  const held = () => service.received.filter(({ path }) => path.startsWith('/hold')).length;
  await eventually('every state', async () => {
    const seen = await see(Object.values(runs));
    return Object.entries(runs).every(([name, id]) => seen.find((run) => run.id === id)?.status === stands[name as keyof typeof runs]) && held() >= 5;
  });
  // Somewhere between two signs of life.
  await new Promise((later) => setTimeout(later, seed % 4_000));
  await platform.killIntake();
  isDead = true;
  await platform.restartIntake();
  await ask(platform, 'mutation ($id: ID!) { cancelRun(id: $id) { id } }', { id: runs.asking });

  const ends = await eventually(
    'every end',
    async () => {
      const seen = await see(Object.values(runs));
      return seen.every(({ status }) => ['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'ABANDONED'].includes(status)) && seen;
    },
    120,
  );
  const endOf = (name: keyof typeof runs) => ends.find(({ id }) => id === runs[name]);
  expect(Object.fromEntries(Object.keys(runs).map((name) => [name, endOf(name as keyof typeof runs)?.status]))).toEqual({
    ...{ repeatable: 'SUCCEEDED', once: 'ABANDONED', waiting: 'SUCCEEDED', verifying: 'SUCCEEDED', undoing: 'FAILED', asking: 'CANCELLED' },
    ...{ first: 'SUCCEEDED', second: 'SUCCEEDED', whole: 'SUCCEEDED' },
  });
  // What may be done twice was, by the same key; what may not was done once, and nothing after it.
  expect(requestsFor(runs.repeatable, 'put')).toHaveLength(2);
  expect(requestsFor(runs.repeatable, 'next')).toHaveLength(1);
  expect(requestsFor(runs.once, 'post')).toHaveLength(1);
  expect(endOf('once')).toMatchObject({ outcome: 'worker_lost', steps: [{ path: 'post', status: 'ABANDONED' }] });
  expect(requestsFor(runs.waiting, 'after')).toHaveLength(1);
  expect(requestsFor(runs.undoing, 'done')).toHaveLength(1);
  expect(requestsFor(runs.undoing, 'done~undo.undo')).toHaveLength(2);
  expect(endOf('undoing')).toMatchObject({ outcome: 'unexpected_status' });
  expect(requestsFor(runs.second, 'held')).toHaveLength(1);
}, 240_000);
