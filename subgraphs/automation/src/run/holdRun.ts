import type { AutomationDb } from '../context.ts';
import type { TakenRun } from './takeRun.ts';

/** Locks the run's row if this worker still holds it; false when its lease ran out and another has taken it. */
export async function holdRun(db: AutomationDb, { id, fence }: Pick<TakenRun, 'id' | 'fence'>): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`SELECT id FROM run WHERE id = ${id}::uuid AND status = 'RUNNING' AND fence = ${fence} FOR UPDATE`;
  return rows.length > 0;
}
