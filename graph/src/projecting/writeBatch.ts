import type { ManagedTransaction } from 'neo4j-driver';
import { heldChange } from './heldChange.ts';
import type { Batch } from './readBatch.ts';

/** Rows of one statement. */
const chunkSize = 1_000;

const nodesQuery = `
  UNWIND $rows AS row
  MERGE (n:LineageNode { tenantId: $tenantId, kind: row.kind, id: row.id })
  WITH n, row WHERE n.change IS NULL OR n.change < row.change
  SET n.label = row.label, n.facts = row.facts, n.change = row.change`;

const edgesQuery = `
  UNWIND $rows AS row
  MATCH (a:LineageNode { tenantId: $tenantId, kind: row.fromKind, id: row.fromId })
  MATCH (b:LineageNode { tenantId: $tenantId, kind: row.toKind, id: row.toId })
  MERGE (a)-[:LEADS_TO { kind: row.kind }]->(b)`;

/**
 * Brings a batch to Neo4j if it holds just what the batch follows, and stamps it with the number reached in the same transaction:
 * whatever happens to Neo4j, its stamp is true of its data. Gives back the number it holds afterwards; when another process came
 * first that is another number, and nothing was written.
 */
export async function writeBatch(tx: ManagedTransaction, tenantId: string, from: bigint, { to, nodes, edges }: Batch): Promise<bigint> {
  await lockProjection(tx, tenantId);
  const held = await heldChange(tx, tenantId);
  if (held !== from) return held;
  for (const rows of chunks(nodes)) await tx.run(nodesQuery, { tenantId, rows });
  for (const rows of chunks(edges)) await tx.run(edgesQuery, { tenantId, rows });
  await stampProjection(tx, tenantId, to);
  return to;
}

/**
 * Deletes up to 1,000 nodes of a tenant and says that nothing is held; gives back whether there may be more. The stamp is put back
 * in each step, so that a batch which another process wrote in between is not believed to be there.
 */
export async function deleteSome(tx: ManagedTransaction, tenantId: string): Promise<boolean> {
  await lockProjection(tx, tenantId);
  await stampProjection(tx, tenantId, 0n);
  const { summary } = await tx.run('MATCH (n:LineageNode { tenantId: $tenantId }) WITH n LIMIT 1000 DETACH DELETE n', { tenantId });
  return summary.counters.updates().nodesDeleted > 0;
}

/** Writing to the stamp takes its lock until the transaction ends: one batch of a tenant at a time. */
async function lockProjection(tx: ManagedTransaction, tenantId: string): Promise<void> {
  await tx.run('MERGE (p:LineageProjection { tenantId: $tenantId }) ON CREATE SET p.reached = 0 SET p.touchedAt = datetime()', { tenantId });
}

async function stampProjection(tx: ManagedTransaction, tenantId: string, reached: bigint): Promise<void> {
  await tx.run('MATCH (p:LineageProjection { tenantId: $tenantId }) SET p.reached = $reached', { tenantId, reached });
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / chunkSize) }, (_, at) => rows.slice(at * chunkSize, (at + 1) * chunkSize));
}
