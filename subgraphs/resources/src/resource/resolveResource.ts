import { requirePermission } from '#kit/caller';
import type { ResourcesContext } from '../context.ts';
import type { Resource } from './resource.type.ts';

/** The resource that another subgraph refers to; null when the caller's tenant does not know it. Needs resources:read. */
export async function resolveResource({ id }: { id: string }, { caller, loaders }: ResourcesContext): Promise<Resource | null> {
  requirePermission(caller, 'resources:read');
  return loaders.resource.load(id);
}
