import { depthLimit, type LineageDirection, type LineageQuery, nameOf, type NodeKey } from '#graph/lineage';
import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { ResourcesDb } from '../context.ts';
import { leaveOutUnseen } from './leaveOutUnseen.ts';
import type { Lineage } from './lineage.type.ts';

/**
 * Walks the lineage of the caller's tenant. A root that the tenant does not have gives an empty graph and no error: lineage is recorded a moment
 * after the thing itself, so a page that asks early asks again. BAD_USER_INPUT for a depth outside 1 to 10; needs lineage:read.
 */
export async function readLineage(
  { lineage, db }: { lineage: LineageQuery; db: ResourcesDb },
  caller: Caller,
  root: NodeKey,
  direction: LineageDirection,
  depth: number,
): Promise<Lineage> {
  requirePermission(caller, 'lineage:read');
  if (depth < 1 || depth > depthLimit) throw new AppError('BAD_USER_INPUT', `"depth" must be between 1 and ${depthLimit}.`);
  if (root.id.includes('\0')) throw new AppError('BAD_USER_INPUT', '"root.id" contains a NUL character.');
  const walked = await lineage.walk({
    tenantId: caller.tenantId,
    root: { kind: root.kind, id: root.id },
    direction,
    depth,
  });
  const { nodes, edges, truncated, source, behind } = await leaveOutUnseen(db, walked);
  return { nodes, edges: edges.map(({ from, to, kind }) => ({ from: nameOf(from), to: nameOf(to), kind })), truncated, source, behind };
}
