import { requirePermission } from '#kit/caller';
import type { IdentityContext } from '../context.ts';
import type { Person } from './person.type.ts';

/** The person that another subgraph refers to; null when the caller's tenant does not know them. Needs identity:read. */
export async function resolvePerson({ id }: { id: string }, { caller, loaders }: IdentityContext): Promise<Person | null> {
  requirePermission(caller, 'identity:read');
  return loaders.person.load(id);
}
