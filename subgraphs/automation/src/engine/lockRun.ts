import { type Playbook, type Run } from '#prisma/generated/client';
import { type PlaybookDefinition, playbookDefinition } from '../playbook/definition.ts';
import type { AutomationDb } from '../context.ts';

/** A run whose row this transaction holds: nobody else changes it or its steps meanwhile. */
export type LockedRun = Run & { plan: PlaybookDefinition | null };

/**
 * Locks a run that goes on; null when it is over or not there. Every change of a run or of one of its steps holds this lock, which is waited for and not
 * skipped: it is held for a few milliseconds, and what was skipped would have to be found again.
 */
export async function lockRun(db: AutomationDb, runId: string): Promise<LockedRun | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`SELECT id FROM run WHERE id = ${runId}::uuid AND finished_at IS NULL FOR UPDATE`;
  if (!row) return null;
  const run = await db.run.findFirstOrThrow({ where: { id: row.id } });
  return { ...run, plan: readDefinition(run) };
}

/** What a run executes, or a playbook says; null when it is not in the shape that this version knows. */
export function readDefinition({ definition }: Pick<Run | Playbook, 'definition'>): PlaybookDefinition | null {
  return playbookDefinition.safeParse(definition).data ?? null;
}
