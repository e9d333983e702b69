import { events, type EventName, type Pace } from '#contracts/events';
import { fromPrisma, type Job, type JobResult, PgBoss } from 'pg-boss';
import type { Log } from './log.ts';
import { createTurns } from './turns.ts';
import { followerTask, type JobMark, type Task, type TaskHandler } from './task.ts';
import type { TenantDb } from './tenant.ts';

/** A job to insert: its task, its tenant, when it may start (now by default), and the time of the transaction that inserts it. */
export type NewJob = { task: Task; tenantId: string; payload: unknown; startAfter?: Date; at?: Date };

/**
 * The durable queue (pg-boss on PostgreSQL). Jobs are inserted inside the caller's transaction; NOTIFY wakes the workers at
 * its commit. Jobs only wake code up: what must happen is in domain rows, so a lost or repeated job is harmless.
 */
export type Queue = {
  /** Makes the queues of these tasks, where they are missing; those of followers are always there. */
  declare(tasks: readonly Task[]): Promise<void>;
  insertIn(db: TenantDb, jobs: readonly NewJob[]): Promise<void>;
  /**
   * Starts working on all of these tasks. Of a patient task one batch is in hand, and a few jobs of all patient tasks run at once, so that what explains
   * incidents never holds the connections that telling people of them needs. Each job ends by itself, whatever the others do.
   */
  work(handlers: readonly TaskHandler[]): Promise<void>;
  /** Jobs waiting and active per queue, for metrics and `/readyz`. */
  depth(): Promise<{ queue: string; ready: number; active: number; failed: number }[]>;
  /** Waits for the jobs in hand, up to 10 s, and stops. */
  close(): Promise<void>;
};

/** Seconds without a heartbeat after which a killed worker's job is given to another. */
const heartbeatSeconds = 10;

/** Patient jobs, or groups of them, that run at once in a worker: half of the connections that jobs have. */
const patientAtOnce = 3;

/**
 * How the jobs of a task are fetched. A full batch means that more is waiting: the next is fetched at once. NOTIFY wakes an idle worker for what may
 * start now; polling finds what had to wait for its time, and what is tried again. While it hears NOTIFY, pg-boss would poll every 30 s unless told otherwise.
 */
const fetching = {
  urgent: { localConcurrency: 2, batchSize: 10, ...polling(0.5) },
  usual: { localConcurrency: 2, batchSize: 5, ...polling(2) },
  patient: { localConcurrency: 1, batchSize: 10, ...polling(1) },
} as const satisfies Record<Pace, object>;

/** Of a task that does several jobs together for hardly more than the cost of one, so many are fetched; what is patient may be large, and stays at its own. */
const together = 50;

function polling(seconds: number): { pollingIntervalSeconds: number; notifyPollingIntervalSeconds: number } {
  return { pollingIntervalSeconds: seconds, notifyPollingIntervalSeconds: seconds };
}

/** What a job's row holds. */
type JobContent = { tenantId: string; payload: unknown; at?: string };

/** A job from before jobs knew their time has the present, each time that it is tried. */
const markOf = ({ id, data }: Job<JobContent>): JobMark => ({ id, at: data.at === undefined ? new Date() : new Date(data.at) });

export type QueueOptions = {
  /** The application's connection string. */
  url: string;
  log: Log;
  /** True in workers: they also supervise, i.e. give back the jobs of killed workers and drop old ones. */
  supervise: boolean;
};

export async function openQueue({ url, log, supervise }: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: url,
    max: 5,
    application_name: 'sre-platform-queue',
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 10,
    reindex: false,
    useListenNotify: true,
  });
  boss.on('error', (error) => log.error({ err: error }, 'queue'));
  await boss.start();

  const known = new Set((await boss.getQueues()).map((queue) => queue.name));
  const declare = async (tasks: readonly Task[]): Promise<void> => {
    for (const task of tasks) {
      if (known.has(task.name)) continue;
      await boss.createQueue(task.name, {
        retryLimit: task.retryLimit,
        retryDelay: task.retryDelay,
        retryBackoff: true,
        retryDelayMax: 300,
        heartbeatSeconds,
        notify: true,
      });
      known.add(task.name);
    }
  };
  await declare(allFollowers());

  const draining = new AbortController();
  const runOne = async (handler: TaskHandler, job: Job<JobContent>): Promise<JobResult> => {
    try {
      const { tenantId, payload } = job.data;
      await handler.run({ tenantId, payload, signal: draining.signal, mark: markOf(job) });
      return { id: job.id, status: 'completed' };
    } catch (error) {
      log.error({ err: error, task: handler.task.name, tenantId: job.data.tenantId, jobId: job.id }, 'job failed; it is retried');
      return { id: job.id, status: 'failed', output: { message: error instanceof Error ? error.message : String(error) } };
    }
  };
  /** The jobs of a tenant together; when that fails, one by one, so that only those at fault fail. */
  const runGroup = async (handler: TaskHandler, jobs: Job<JobContent>[]): Promise<JobResult[]> => {
    const [first, ...others] = jobs;
    if (first && others.length > 0 && handler.runTogether) {
      try {
        const { tenantId } = first.data;
        await handler.runTogether({ tenantId, payloads: jobs.map(({ data }) => data.payload), signal: draining.signal, marks: jobs.map(markOf) });
        return jobs.map(({ id }) => ({ id, status: 'completed' }));
      } catch (error) {
        log.warn(
          { err: error, task: handler.task.name, tenantId: first.data.tenantId, jobs: jobs.length },
          'jobs failed together; each is done alone',
        );
      }
    }
    const results: JobResult[] = [];
    for (const job of jobs) results.push(await runOne(handler, job));
    return results;
  };
  return {
    declare,

    async insertIn(db, jobs) {
      for (const [name, group] of groupByQueue(jobs)) {
        await boss.insert(
          name,
          group.map((job) => ({
            data: { tenantId: job.tenantId, payload: job.payload, ...(job.at && { at: job.at.toISOString() }) },
            ...(job.startAfter && { startAfter: job.startAfter }),
          })),
          { db: fromPrisma(db) },
        );
      }
    },

    async work(handlers) {
      const takeTurn = createTurns(patientAtOnce);
      for (const handler of handlers) {
        const { name, pace } = handler.task;
        const inTurn = pace === 'patient' ? takeTurn : (work: () => Promise<JobResult[]>) => work();
        const options = {
          ...{ ...fetching[pace], burstWhenBatchFull: true, perJobResults: true as const },
          ...(handler.runTogether && pace !== 'patient' && { batchSize: together }),
        };
        await boss.work<JobContent, unknown, typeof options>(name, options, async (jobs) => {
          const groups = handler.runTogether ? [...Map.groupBy(jobs, ({ data }) => data.tenantId).values()] : jobs.map((job) => [job]);
          return (await Promise.all(groups.map((group) => inTurn(() => runGroup(handler, group))))).flat();
        });
      }
    },

    async depth() {
      const queues = await boss.getQueues();
      return queues.map((queue) => ({ queue: queue.name, ready: queue.readyCount, active: queue.activeCount, failed: queue.failedCount }));
    },

    async close() {
      draining.abort();
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

function allFollowers(): Task[] {
  const names = Object.keys(events) as EventName[];
  return names.flatMap((event) => events[event].followers.map((follower: string) => followerTask(event, follower) as Task));
}

function groupByQueue(jobs: readonly NewJob[]): Map<string, NewJob[]> {
  const groups = new Map<string, NewJob[]>();
  for (const job of jobs) groups.set(job.task.name, [...(groups.get(job.task.name) ?? []), job]);
  return groups;
}
