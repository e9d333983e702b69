import { requirePermission } from '#kit/caller';
import { z } from 'zod';
import type { NotifyContext } from '../context.ts';
import type { LoadedDelivery } from './loadDeliveries.ts';

/** The delivery that another subgraph refers to; null when it does not exist in the caller's tenant. Needs deliveries:read. */
export async function resolveDelivery({ id }: { id: string }, { caller, loaders }: NotifyContext): Promise<LoadedDelivery | null> {
  requirePermission(caller, 'deliveries:read');
  return z.uuid().safeParse(id).success ? loaders.delivery.load(id) : null;
}
