import { AppError } from '#kit/errors';
import type { Cron } from '#kit/task';
import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { ManagedTransaction } from 'neo4j-driver';
import type { Neo4j } from '../connectNeo4j.ts';
import { warmNeo4j } from '../querying/queryNeo4j.ts';
import { heldChanges } from './heldChange.ts';
import { dropProjection, projectLineage } from './projectLineage.ts';

/** Keeps Neo4j up with what is recorded. */
export type Projector = {
  /** Projects a tenant soon, without anybody waiting for it. */
  wake(tenantId: string): void;
  crons: Cron[];
  /** Drops what Neo4j holds of a tenant, or of all, and projects it anew. UNAVAILABLE while Neo4j is away. */
  rebuild(scope: { tenantId: string } | 'ALL'): Promise<void>;
  close(): Promise<void>;
};

/**
 * Recording wakes the projector of its own process, which is the quick way. A cron looks every second for tenants that are behind
 * all the same, and another every ten for tenants of which Neo4j holds something else than PostgreSQL remembers; that one also
 * keeps the plans of the walk's queries warm.
 */
export function createProjector(platform: Platform, neo4j: Neo4j): Projector {
  const stopping = new AbortController();
  const projection = { database: platform.database, clock: platform.clock, neo4j };
  const waiting = new Set<string>();
  let working: Promise<void> | undefined;

  /** One worker for all who wake it. It ends when nobody waits, or when Neo4j is away: then the crons come back to it. */
  async function work(): Promise<void> {
    try {
      for (const tenantId of waiting) {
        waiting.delete(tenantId);
        if ((await projectLineage(projection, tenantId, stopping.signal)) === 'more' && !stopping.signal.aborted) waiting.add(tenantId);
      }
    } catch (error) {
      waiting.clear();
      if (!isUnavailable(error)) platform.log.error({ err: error }, 'lineage projection failed; it goes on with the next change or second');
    } finally {
      working = undefined;
    }
  }

  function wake(tenantId: string): void {
    if (stopping.signal.aborted) return;
    waiting.add(tenantId);
    working ??= work();
  }

  async function findBehind(): Promise<void> {
    const rows = await platform.database.acrossTenants<{ tenant_id: string }>(Prisma.sql`SELECT tenant_id FROM lookup.lineage_behind()`);
    for (const { tenant_id } of rows) wake(tenant_id);
    await working;
  }

  async function findLost(): Promise<void> {
    const rows = await platform.database.acrossTenants<{ tenant_id: string; reached: bigint }>(
      Prisma.sql`SELECT * FROM lookup.lineage_projections()`,
    );
    const held = await neo4j.write(heldAndWarm).catch(nothingWhileAway);
    if (held === null) return;
    for (const { tenant_id, reached } of rows) if ((held.get(tenant_id) ?? 0n) !== reached) wake(tenant_id);
    await working;
  }

  return {
    wake,
    crons: [
      { name: 'projectLineage', every: 1, run: findBehind },
      { name: 'findLostLineage', every: 10, run: findLost },
    ],
    async rebuild(scope) {
      const tenants =
        scope === 'ALL'
          ? await platform.database.acrossTenants<{ tenant_id: string }>(Prisma.sql`SELECT tenant_id FROM lookup.tenants()`)
          : [{ tenant_id: scope.tenantId }];
      for (const { tenant_id } of tenants) {
        await dropProjection(projection, tenant_id);
        while ((await projectLineage(projection, tenant_id, stopping.signal)) === 'more' && !stopping.signal.aborted);
      }
    },
    async close() {
      stopping.abort();
      await working;
    },
  };
}

async function heldAndWarm(tx: ManagedTransaction): Promise<Map<string, bigint>> {
  await warmNeo4j(tx);
  return heldChanges(tx);
}

const isUnavailable = (error: unknown): boolean => error instanceof AppError && error.code === 'UNAVAILABLE';

function nothingWhileAway(error: unknown): null {
  if (isUnavailable(error)) return null;
  throw error;
}
