import { numberedSignal, type LiveSignal, type NumberedSignal } from '#contracts/live';
import { Redis } from 'ioredis';
import { AppError } from './errors.ts';
import type { Log } from './log.ts';

/** Signals between processes after commit. A lost signal costs a refresh, never data. */
export type Live = {
  publish(signals: LiveSignal[]): Promise<void>;
  /** Hears the signals of every tenant from now on; the result stops it. */
  listen(hear: (signal: NumberedSignal) => void): () => void;
  /** Rejects with UNAVAILABLE while signals cannot travel. */
  check(): Promise<void>;
  close(): Promise<void>;
};

/** Live channels of a single process. */
export function createLocalLive(): Live {
  const listeners = new Set<(signal: NumberedSignal) => void>();
  const sequences = new Map<string, number>();
  return {
    async publish(signals) {
      for (const signal of signals) {
        const sequence = (sequences.get(signal.tenantId) ?? 0) + 1;
        sequences.set(signal.tenantId, sequence);
        for (const hear of listeners) hear({ ...signal, sequence });
      }
    },
    listen(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    check: async () => undefined,
    async close() {
      listeners.clear();
    },
  };
}

const channel = 'sre:live';

/** Numbers and publishes in one step, so that the order of numbers is the order of arrival. */
const publishScript = `
local sequence = redis.call('INCR', 'sre:live:sequence:' .. ARGV[1])
local signal = cjson.decode(ARGV[2])
signal.sequence = sequence
redis.call('PUBLISH', KEYS[1], cjson.encode(signal))
return sequence`;

/** Live channels over Redis PUBLISH/SUBSCRIBE. While Redis is away signals are dropped and logged; receivers see the gap in the numbers. */
export function createRedisLive(url: string, log: Log): Live {
  const listeners = new Set<(signal: NumberedSignal) => void>();
  // A client that is told to disconnect while Redis is away keeps a timer for this long, and with it the process: 2 s by default.
  const disconnectTimeout = 200;
  const publisher = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false, disconnectTimeout });
  const subscriber = new Redis(url, { maxRetriesPerRequest: null, disconnectTimeout });
  publisher.on('error', (error) => log.warn({ err: error }, 'redis publisher'));
  subscriber.on('error', (error) => log.warn({ err: error }, 'redis subscriber'));
  subscriber.on('message', (_, text) => {
    const signal = numberedSignal.parse(JSON.parse(text));
    for (const hear of listeners) hear(signal);
  });
  const subscribed = subscriber.subscribe(channel);
  subscribed.catch((error: unknown) => log.error({ err: error }, 'redis subscribe'));

  return {
    async publish(signals) {
      for (const signal of signals) {
        try {
          await publisher.eval(publishScript, 1, channel, signal.tenantId, JSON.stringify(signal));
        } catch (error) {
          log.warn({ err: error, tenantId: signal.tenantId }, 'live signal dropped: pages refetch when they see the gap');
        }
      }
    },
    listen(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    async check() {
      try {
        await publisher.ping();
      } catch (cause) {
        throw new AppError('UNAVAILABLE', 'Redis does not answer.', { cause });
      }
      if (subscriber.status !== 'ready') throw new AppError('UNAVAILABLE', 'The subscription at Redis is not there.');
    },
    async close() {
      listeners.clear();
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
