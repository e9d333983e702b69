import { Pool } from 'pg';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { ready } from './ready.ts';

/** What the bench asks of the peer: to start so many jobs at these times (ms since 1970), and say when each began and when the last had ended. */
export type JobsRequest = { dueAt: number[] };
export type JobsAnswer = { begun: number[]; endedAt: number };

/**
 * graphile-worker as its authors make it fast: a local queue, 24 at once, completions at once. A job does the least that a step of an escalation does: one transaction that changes
 * a row and adds one.
 */
const [connectionString = ''] = process.argv.slice(2);
const pool = new Pool({ connectionString, max: 30 });
await pool.query('CREATE TABLE IF NOT EXISTS step (id int PRIMARY KEY, at timestamptz); CREATE TABLE IF NOT EXISTS told (step int, at timestamptz)');
// It would write a line for every job.
const logger = new Logger(() => () => undefined);
pool.on('error', (error) => console.error(error));
const tools = await makeWorkerUtils({ pgPool: pool, logger });
await tools.migrate();

let begun: number[] = [];
let left = 0;
let allDone: () => void = () => undefined;
await run({
  pgPool: pool,
  logger,
  preset: { worker: { concurrentJobs: 24, pollInterval: 500, localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  noHandleSignals: true,
  taskList: {
    async step(payload) {
      begun.push(Date.now());
      const client = await pool.connect();
      try {
        const { id } = payload as { id: number };
        await client.query('BEGIN');
        await client.query('UPDATE step SET at = now() WHERE id = $1', [id]);
        await client.query('INSERT INTO told VALUES ($1, now())', [id]);
        await client.query('COMMIT');
      } finally {
        client.release();
      }
      left -= 1;
      if (left === 0) allDone();
    },
  },
});

async function start({ dueAt }: JobsRequest): Promise<JobsAnswer> {
  begun = [];
  left = dueAt.length;
  const done = new Promise<void>((resolve) => (allDone = resolve));
  await pool.query('INSERT INTO step SELECT generate_series(1, $1) ON CONFLICT DO NOTHING', [dueAt.length]);
  await tools.addJobs(dueAt.map((at, index) => ({ identifier: 'step', payload: { id: index + 1 }, runAt: new Date(at) })));
  await done;
  return { begun, endedAt: Date.now() };
}

process.on('message', (request: JobsRequest) => void start(request).then((answer) => process.send?.(answer)));
ready({});
