import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from '#prisma/generated/client';
import type { Scope } from '#contracts/scope';
import { Pool } from 'pg';
import { AppError } from './errors.ts';

/**
 * The only door to tenant-owned rows. The lock itself is PostgreSQL's row-level security: the application's role sees
 * nothing until `app.tenant_id` is set, and it is set here, once, at the start of each transaction.
 */
export type TenantDb = Omit<Prisma.TransactionClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends'>;

export type Database = {
  /** A transaction inside one tenant; committed when `work` returns, rolled back when it throws. `at` is the time by the database's clock when it began. */
  inTenant<T>(tenantId: string, work: (db: TenantDb, at: Date) => Promise<T>): Promise<T>;
  /** A client whose first query opens one read-only transaction, shared by all that follow, until `close`; it sees what the viewer may see. */
  openReader(tenantId: string, viewer: Viewer): Reader;
  /** Calls a named cross-tenant function (prisma/migrations), which gives back (tenant, id) pairs and little else. */
  acrossTenants<Row>(call: Prisma.Sql): Promise<Row[]>;
  close(): Promise<void>;
};

/** Who reads inside a tenant, for policies that hide rows from some of its people. Null for the platform itself and for those from whom nothing is hidden. */
export type Viewer = {
  /** Ids of the person and of their teams, to whom private incidents may belong; null for those who see all that is private. */
  ids: readonly string[] | null;
  /** The part that is theirs; `ids` are those whose incidents count as their own, none where ownership gives nothing. Null for everything. */
  scope: { ids: readonly string[]; labels: Scope['labels'] } | null;
} | null;

export type Reader = { db: TenantDb; close(): Promise<void> };

export type Connections = {
  /** Most connections at once. */
  max: number;
  /** How long a transaction waits for one of them before it is UNAVAILABLE. */
  patienceMs: number;
};

/** For people and senders, who wait. */
const serving: Connections = { max: 12, patienceMs: 5_000 };
/** For jobs, which nobody waits for: few, so that a flood of them leaves the database to those who do, and patient. */
export const working: Connections = { max: 6, patienceMs: 60_000 };

/** Connects as the application's role; statements are cut off after 15 s. */
export function connectDatabase(url: string, { max, patienceMs }: Connections = serving): Database {
  const pool = new Pool({
    connectionString: url,
    max,
    statement_timeout: 15_000,
    connectionTimeoutMillis: patienceMs,
    // The adapter writes and reads times without their zone, as if every session were in UTC: elsewhere they would be hours off. And
    // a prepared statement is parsed once but planned for the values it is given: a plan made once, for tables that were small then, stays bad.
    options: '-c TimeZone=UTC -c plan_cache_mode=force_custom_plan',
  });
  // The adapter listens to a connection once it has it in hand. One that the server ends in the very moment in which it is handed over would have nobody who listens, and end the
  // process with it; what is asked of it fails, and says so, in any case.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  const adapter = new PrismaPg(pool, { statementNameGenerator: createStatementNames(), disposeExternalPool: true });
  const prisma = new PrismaClient({ adapter });
  const transaction = { maxWait: patienceMs, timeout: 20_000 };

  return {
    inTenant: (tenantId, work) =>
      unavailableWhenDown(() =>
        prisma.$transaction(async (tx) => {
          const [begun] = await tx.$queryRaw<
            [{ at: Date }]
          >`SELECT set_config('app.tenant_id', ${tenantId}, true), clock_timestamp()::timestamptz(3) AS at`;
          return work(tx, begun.at);
        }, transaction),
      ),

    openReader(tenantId, viewer) {
      let opened: Promise<Prisma.TransactionClient> | undefined;
      let finished: Promise<void> | undefined;
      let release: () => void = () => undefined;

      const open = () =>
        (opened ??= new Promise((resolve, reject) => {
          finished = unavailableWhenDown(() =>
            prisma.$transaction(async (tx) => {
              await tx.$queryRaw`
                SELECT set_config('app.tenant_id', ${tenantId}, true), set_config('app.viewer', ${idsSetting(viewer)}, true),
                  set_config('app.scope', ${scopeSetting(viewer)}, true), set_config('transaction_read_only', 'on', true)`;
              const released = new Promise<void>((done) => (release = done));
              resolve(tx);
              await released;
            }, transaction),
          );
          finished.catch(reject);
        }));

      return {
        db: lazily(open),
        async close() {
          release();
          await finished;
        },
      };
    },

    acrossTenants: (call) => unavailableWhenDown(() => prisma.$queryRaw(call)),
    close: () => prisma.$disconnect(),
  };
}

const idsSetting = (viewer: Viewer): string => (viewer?.ids ? `{${viewer.ids.join()}}` : '');
const scopeSetting = (viewer: Viewer): string => (viewer?.scope ? JSON.stringify(viewer.scope) : '');

/**
 * Reads in a transaction of the platform with the eyes of a viewer, so that a verb finds what its caller may see and nothing else; afterwards the
 * transaction is the platform's again. One at a time: what else is asked of the transaction meanwhile is asked by the viewer too.
 */
export async function readAs<T>(db: Pick<TenantDb, '$queryRaw'>, viewer: Viewer, read: () => Promise<T>): Promise<T> {
  if (viewer === null) return read();
  await db.$queryRaw`SELECT set_config('app.viewer', ${idsSetting(viewer)}, true), set_config('app.scope', ${scopeSetting(viewer)}, true)`;
  const found = await read();
  await db.$queryRaw`SELECT set_config('app.viewer', '', true), set_config('app.scope', '', true)`;
  return found;
}

/** Most statements that one connection keeps prepared. */
const preparedLimit = 500;

/**
 * Names for statements that come again in the same words, so that PostgreSQL parses them once per connection. Lists
 * that Prisma spells out (`IN ($1, $2, …)`, rows of VALUES) differ in length each time and stay unnamed, or they would fill the limit.
 */
function createStatementNames(): (statement: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= preparedLimit || /IN \(\$|\), ?\(/.test(sql)) return '';
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/** A transaction client that opens its transaction when it is first used. */
function lazily(open: () => Promise<Prisma.TransactionClient>): TenantDb {
  const call = async (path: string[], args: unknown[]): Promise<unknown> => {
    const tx: unknown = await open();
    const owner = path.slice(0, -1).reduce<unknown>((at, name) => Reflect.get(Object(at), name), tx);
    const method = Reflect.get(Object(owner), path.at(-1) ?? '') as (...args: unknown[]) => unknown;
    return Reflect.apply(method, owner, args);
  };
  const at = (path: string[]): unknown =>
    new Proxy(() => undefined, {
      get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : at([...path, name])),
      apply: (_, __, args) => call(path, args),
    });
  return at([]) as TenantDb;
}

/** Prisma codes for a database that cannot be reached or gives no connection in time. */
const downCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);

async function unavailableWhenDown<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isDown(cause)) throw new AppError('UNAVAILABLE', 'The database does not answer.', { cause, retryAfter: 2 });
    throw cause;
  }
}

/** What PostgreSQL, its driver or Prisma say when there is no answer; raw queries carry it in the message only. */
const downMessages =
  /ECONNREFUSED|ECONNRESET|Can't reach database server|Server has closed the connection|Connection terminated|the database system is|terminating connection|is not queryable|too many clients|statement timeout/;

function isDown(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return false;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return downCodes.has(code) || downMessages.test(thrown.message);
}
