import { systemClock } from '#kit/clock';
import { createLocalLive, createRedisLive } from '#kit/live';
import { createLog } from '#kit/log';
import { openQueue } from '#kit/queue';
import { connectDatabase, working } from '#kit/tenant';
import type { Platform } from '#kit/transact';
import type { Config } from './config.ts';

export type OpenPlatform = Platform & { close(): Promise<void> };

/** Opens what every process of the platform needs, in order; `close` releases it in reverse. `worker` processes also look after the queue. */
export async function openPlatform(name: string, config: Config & { DATABASE_URL: string }, worker: boolean): Promise<OpenPlatform> {
  const log = createLog(name, config.LOG_LEVEL);
  const database = connectDatabase(config.DATABASE_URL, worker ? working : undefined);
  const live = config.REDIS_URL === undefined ? createLocalLive() : createRedisLive(config.REDIS_URL, log);
  const queue = await openQueue({ url: config.DATABASE_URL, log, supervise: worker });
  return {
    database,
    live,
    queue,
    log,
    clock: systemClock,
    async close() {
      await queue.close();
      await live.close();
      await database.close();
    },
  };
}
