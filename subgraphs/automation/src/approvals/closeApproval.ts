import type { AutomationUnit } from '../context.ts';

/** The run does not wait for this any more: it was cancelled, out of time, or failed elsewhere. */
export async function closeApproval(unit: AutomationUnit, { runId }: { runId: string; path: string; reason: string }): Promise<void> {
  unit.signal('run', [runId]);
}
