import { requirePermission } from '#kit/caller';
import type { IdentityContext } from '../context.ts';
import type { Team } from './team.type.ts';

/** The team that another subgraph refers to; null when the caller's tenant does not know it. Needs identity:read. */
export async function resolveTeam({ id }: { id: string }, { caller, loaders }: IdentityContext): Promise<Team | null> {
  requirePermission(caller, 'identity:read');
  return loaders.team.load(id);
}
