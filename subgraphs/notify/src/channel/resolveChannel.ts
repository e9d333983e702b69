import { requirePermission } from '#kit/caller';
import type { Channel } from '#prisma/generated/client';
import type { NotifyContext } from '../context.ts';

/** The channel that another subgraph refers to; null when it does not exist in the caller's tenant. Needs channels:read. */
export async function resolveChannel({ id }: { id: string }, { caller, loaders }: NotifyContext): Promise<Channel | null> {
  requirePermission(caller, 'channels:read');
  return loaders.channel.load(id);
}
