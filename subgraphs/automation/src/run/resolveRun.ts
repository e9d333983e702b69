import { requirePermission } from '#kit/caller';
import type { Run } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationContext } from '../context.ts';

/** The run that another subgraph refers to; null when it does not exist in the caller's tenant. Needs runs:read. */
export async function resolveRun({ id }: { id: string }, { caller, loaders }: AutomationContext): Promise<Run | null> {
  requirePermission(caller, 'runs:read');
  return z.uuid().safeParse(id).success ? loaders.run.load(id) : null;
}
