import { requirePermission } from '#kit/caller';
import type { Playbook } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationContext } from '../context.ts';

/** The playbook that somebody refers to; null when it does not exist in the caller's tenant. Needs playbooks:read. */
export async function resolvePlaybook({ id }: { id: string }, { caller, loaders }: AutomationContext): Promise<Playbook | null> {
  requirePermission(caller, 'playbooks:read');
  return z.uuid().safeParse(id).success ? loaders.playbook.load(id) : null;
}
