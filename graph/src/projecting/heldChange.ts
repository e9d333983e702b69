import type { ManagedTransaction } from 'neo4j-driver';
import { z } from 'zod';

const stamp = z.object({ tenantId: z.string(), reached: z.bigint() });

/** The change number up to which Neo4j itself says that it holds a tenant's lineage; 0 when it holds none. */
export async function heldChange(tx: ManagedTransaction, tenantId: string): Promise<bigint> {
  const { records } = await tx.run('MATCH (p:LineageProjection { tenantId: $tenantId }) RETURN p.tenantId AS tenantId, p.reached AS reached', {
    tenantId,
  });
  const [record] = records;
  return record === undefined ? 0n : stamp.parse(record.toObject()).reached;
}

/** The same for every tenant that Neo4j knows; asked by the projection only, never on behalf of a caller. */
export async function heldChanges(tx: ManagedTransaction): Promise<Map<string, bigint>> {
  const { records } = await tx.run('MATCH (p:LineageProjection) RETURN p.tenantId AS tenantId, p.reached AS reached');
  return new Map(records.map((record) => stamp.parse(record.toObject())).map(({ tenantId, reached }) => [tenantId, reached]));
}
