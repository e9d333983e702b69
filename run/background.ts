import { events, type EventName } from '#contracts/events';
import { followerTask, type Cron, type TaskHandler } from '#kit/task';
import type { Platform } from '#kit/transact';

export type Background = { stop(): Promise<void> };

/** Starts every task and cron of these parts. Refuses to start when an event has a follower that nobody implements. */
export async function startBackground(
  platform: Platform,
  parts: readonly { handlers: readonly TaskHandler[]; crons: readonly Cron[] }[],
): Promise<Background> {
  const handlers = parts.flatMap((part) => part.handlers);
  const implemented = new Set(handlers.map((handler) => handler.task.name));
  const orphans = (Object.keys(events) as EventName[])
    .flatMap((event) => events[event].followers.map((follower: string) => followerTask(event, follower).name))
    .filter((name) => !implemented.has(name));
  if (orphans.length > 0) throw new Error(`Nobody follows ${orphans.join(', ')}.`);

  await platform.queue.work(handlers);
  const stopping = new AbortController();
  const loops = parts.flatMap((part) => part.crons).map((cron) => runCron(platform, cron, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

/** Runs a cron, waits, runs it again. A failure is logged and the next round tries again: a cron looks at state, it carries none. */
async function runCron(platform: Platform, cron: Cron, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await cron.run(signal);
    } catch (error) {
      if (!signal.aborted) platform.log.error({ err: error, cron: cron.name }, 'cron failed; it runs again');
    }
    await pause(cron.every * 1000, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
