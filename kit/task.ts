import { events, type EventName, type EventPayload, type FollowerOf, type Pace, paces } from '#contracts/events';
import type { z } from 'zod';

/** A kind of background work: a queue name, the shape of its payload, how soon it is taken, and how it is retried. */
export type Task<Payload = unknown> = {
  name: string;
  payload: z.ZodType<Payload>;
  pace: Pace;
  /** Attempts after the first; exponential backoff from `retryDelay` seconds. */
  retryLimit: number;
  retryDelay: number;
};

/** What tells a job from every other: the same however often it is tried. `at` is the time of the transaction that inserted it. */
export type JobMark = { id: string; at: Date };

/** What a handler is given: the tenant it must work in, the checked payload, and a signal that fires when the process drains. `mark` is absent outside the queue. */
export type Job<Payload> = { tenantId: string; payload: Payload; signal: AbortSignal; mark?: JobMark };

/** Jobs of one task and one tenant that are done together; `payloads` holds at least one, in the order of the jobs, and `marks` as many. */
export type JobGroup<Payload> = { tenantId: string; payloads: Payload[]; signal: AbortSignal; marks?: JobMark[] };

/** A task with the code that does it; `runTogether`, where there is one, does several jobs of a tenant for hardly more than the cost of one. */
export type TaskHandler = { task: Task; run(job: Job<unknown>): Promise<void>; runTogether?(jobs: JobGroup<unknown>): Promise<void> };

/** Work that comes around: `every` seconds, in one process of the platform at a time, outside any tenant. */
export type Cron = { name: string; every: number; run(signal: AbortSignal): Promise<void> };

const usual = { pace: 'usual', retryLimit: 12, retryDelay: 1 } as const;

export function defineTask<Payload>(
  name: string,
  payload: z.ZodType<Payload>,
  options: Partial<Pick<Task, 'pace' | 'retryLimit' | 'retryDelay'>> = {},
): Task<Payload> {
  return { name, payload, ...usual, ...options };
}

/** Binds code to a task; the payload is checked before the code sees it. */
export function implementTask<Payload>(task: Task<Payload>, run: (job: Job<Payload>) => Promise<void>): TaskHandler {
  return { task, run: (job) => run({ ...job, payload: task.payload.parse(job.payload) }) };
}

/** Binds code to a task that does all jobs of a tenant that wait in one transaction or so. When it fails they are done one by one, so that only the one at fault fails. */
export function implementTogether<Payload>(task: Task<Payload>, run: (jobs: JobGroup<Payload>) => Promise<void>): TaskHandler {
  return {
    task,
    run: ({ payload, mark, ...job }) => run({ ...job, payloads: [task.payload.parse(payload)], ...(mark && { marks: [mark] }) }),
    runTogether: ({ payloads, ...jobs }) => run({ ...jobs, payloads: payloads.map((payload) => task.payload.parse(payload)) }),
  };
}

/** Binds code to its place among an event's followers in contracts/events.ts. */
export function followEvent<Name extends EventName>(
  event: Name,
  follower: FollowerOf<Name>,
  run: (job: Job<EventPayload<Name>>) => Promise<void>,
): TaskHandler {
  return implementTask(followerTask(event, follower), run);
}

/** The same for code that takes several events of a tenant at once, in their order. */
export function followTogether<Name extends EventName>(
  event: Name,
  follower: FollowerOf<Name>,
  run: (jobs: JobGroup<EventPayload<Name>>) => Promise<void>,
): TaskHandler {
  return implementTogether(followerTask(event, follower), run);
}

/** The task of one follower of one event; its queue is named `event/follower`. */
export function followerTask<Name extends EventName>(event: Name, follower: string): Task<EventPayload<Name>> {
  const payload = events[event].payload as unknown as z.ZodType<EventPayload<Name>>;
  return defineTask(`${event}/${follower}`, payload, { pace: paces[follower] ?? 'usual' });
}
