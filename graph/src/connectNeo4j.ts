import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import { setTimeout as pause } from 'node:timers/promises';
import neo4j, { type ManagedTransaction, Neo4jError } from 'neo4j-driver';
import { createBreaker } from './querying/breaker.ts';

export type Neo4jOptions = {
  uri: string;
  user: string;
  password: string;
  database: string;
  /** How long a question waits for Neo4j before PostgreSQL is asked instead; 2,000 by default. */
  patienceMs?: number;
};

/** Neo4j, while it answers. All methods but `close` throw UNAVAILABLE when it does not, and at once for a while after that. */
export type Neo4j = {
  /** A read transaction that somebody waits for; given up after `patienceMs`, since PostgreSQL can answer as well. */
  read<T>(work: (tx: ManagedTransaction) => Promise<T>): Promise<T>;
  /** A write transaction, tried again by the driver when Neo4j asks for that (deadlocks, elections); given up after 20 s. */
  write<T>(work: (tx: ManagedTransaction) => Promise<T>): Promise<T>;
  /** One attempt to reach it, given up after `patienceMs`. */
  check(): Promise<void>;
  close(): Promise<void>;
};

const writePatienceMs = 20_000;
/** How long a Neo4j that did not answer is left alone. */
const restMs = 3_000;

/** Opens no connection before the first use, so a Neo4j that is away delays no start. */
export function connectNeo4j(options: Neo4jOptions, { clock, log }: Pick<Platform, 'clock' | 'log'>): Neo4j {
  const { uri, user, password, database, patienceMs = 2_000 } = options;
  const patience = { read: patienceMs, write: writePatienceMs };
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), {
    useBigInt: true,
    connectionTimeout: 2_000,
    connectionAcquisitionTimeout: 5_000,
    maxTransactionRetryTime: 5_000,
    telemetryDisabled: true,
  });
  const breaker = createBreaker(clock, restMs, ({ isAway, cause }) => {
    if (isAway) log.warn({ err: cause }, 'Neo4j does not answer: PostgreSQL answers lineage queries, and Neo4j catches up later');
    else log.info('Neo4j answers again');
  });

  async function guard<T>(mode: keyof typeof patience, work: () => Promise<T>): Promise<T> {
    if (!breaker.admits())
      throw new AppError('UNAVAILABLE', 'Neo4j is left alone for a moment after it did not answer.', { retryAfter: restMs / 1_000 });
    try {
      const result = await inTime(patience[mode], work());
      breaker.succeed();
      return result;
    } catch (cause) {
      if (!(cause instanceof Neo4jError || cause instanceof TimeUp)) {
        // It answered; what went wrong is ours.
        breaker.succeed();
        throw cause;
      }
      breaker.fail(cause);
      throw new AppError('UNAVAILABLE', 'Neo4j does not answer.', { cause, retryAfter: restMs / 1_000 });
    }
  }

  async function inSession<T>(mode: keyof typeof patience, work: (tx: ManagedTransaction) => Promise<T>): Promise<T> {
    const session = driver.session({ database });
    try {
      return await (mode === 'read'
        ? session.executeRead(work, { timeout: patience.read })
        : session.executeWrite(work, { timeout: patience.write }));
    } finally {
      await session.close();
    }
  }

  return {
    read: (work) => guard('read', () => inSession('read', work)),
    write: (work) => guard('write', () => inSession('write', work)),
    check: () => guard('read', async () => void (await driver.verifyConnectivity({ database }))),
    close: () => driver.close(),
  };
}

class TimeUp extends Error {}

/** The driver has no deadline for a server that took the question and never answers; this is one. */
async function inTime<T>(ms: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const timeUp = async (): Promise<never> => {
    await pause(ms, undefined, { signal: over.signal });
    throw new TimeUp(`No answer within ${ms} ms.`);
  };
  try {
    return await Promise.race([work, timeUp()]);
  } finally {
    over.abort();
  }
}
