import { requirePermission } from '#kit/caller';
import type { AgentsContext } from '../context.ts';
import type { Insight } from './insight.type.ts';

/** An insight by the reference of another subgraph; null when the caller's tenant has none of that id. Needs insights:read. */
export async function resolveInsight({ id }: { id: string }, { caller, loaders }: AgentsContext): Promise<Insight | null> {
  requirePermission(caller, 'insights:read');
  return loaders.insight.load(id);
}
