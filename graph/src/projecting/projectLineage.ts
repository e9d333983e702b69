import type { Database } from '#kit/tenant';
import type { Clock } from '#kit/clock';
import type { Neo4j } from '../connectNeo4j.ts';
import { heldChange } from './heldChange.ts';
import { readBatch } from './readBatch.ts';
import { deleteSome, writeBatch } from './writeBatch.ts';

export type Projection = { database: Database; clock: Clock; neo4j: Neo4j };

/** Batches of one tenant before another tenant has its turn. */
const turn = 20;

const constraints = [
  'CREATE CONSTRAINT lineage_node_key IF NOT EXISTS FOR (n:LineageNode) REQUIRE (n.tenantId, n.kind, n.id) IS UNIQUE',
  'CREATE CONSTRAINT lineage_projection_key IF NOT EXISTS FOR (p:LineageProjection) REQUIRE p.tenantId IS UNIQUE',
];

/**
 * Brings a tenant's recorded changes to Neo4j, in their order. Where to go on from is what Neo4j says that it holds, never what
 * PostgreSQL remembers: a Neo4j that lost its data starts at 0 and is rebuilt by the same steps. PostgreSQL's stamp only tells
 * how far it came while Neo4j is away. Any number of processes may do this at once. Gives back whether there is more to do.
 */
export async function projectLineage({ database, clock, neo4j }: Projection, tenantId: string, signal: AbortSignal): Promise<'done' | 'more'> {
  let held = await neo4j.write((tx) => heldChange(tx, tenantId));
  if (held === 0n) await ensureConstraints(neo4j);
  for (let batches = 0; batches < turn && !signal.aborted; batches++) {
    const from = held;
    const next = await database.inTenant(tenantId, (db) => readBatch(db, from));
    if (next.reason === 'up_to_date') {
      await stampPostgres({ database, clock }, tenantId, held);
      return 'done';
    }
    if (next.reason === 'projection_is_ahead') {
      await dropProjection({ database, clock, neo4j }, tenantId);
      held = 0n;
      continue;
    }
    held = await neo4j.write((tx) => writeBatch(tx, tenantId, from, next));
    await stampPostgres({ database, clock }, tenantId, held);
  }
  return 'more';
}

/** Takes everything of a tenant out of Neo4j; the projection starts again from the first change. */
export async function dropProjection({ database, clock, neo4j }: Projection, tenantId: string): Promise<void> {
  while (await neo4j.write((tx) => deleteSome(tx, tenantId)));
  await stampPostgres({ database, clock }, tenantId, 0n);
}

async function ensureConstraints(neo4j: Neo4j): Promise<void> {
  for (const constraint of constraints) await neo4j.write((tx) => tx.run(constraint));
}

async function stampPostgres({ database, clock }: Pick<Projection, 'database' | 'clock'>, tenantId: string, reached: bigint): Promise<void> {
  const projectedAt = clock.now();
  await database.inTenant(
    tenantId,
    (db) => db.$executeRaw`
      INSERT INTO lineage_projection AS standing (reached, projected_at) VALUES (${reached}, ${projectedAt})
      ON CONFLICT (tenant_id) DO UPDATE SET reached = excluded.reached, projected_at = excluded.projected_at
      WHERE standing.reached <> excluded.reached`,
  );
}
