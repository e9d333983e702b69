import type { AutomationUnit } from '../context.ts';
import { endApproval } from './endApproval.ts';

/** The run does not wait for this any more: it was cancelled, out of time, or failed elsewhere. Does nothing to one that was answered. */
export async function closeApproval(unit: AutomationUnit, { runId, path, reason }: { runId: string; path: string; reason: string }): Promise<void> {
  const approval = await unit.db.approval.findFirst({ where: { runId, path, state: 'WAITING' } });
  if (approval) await endApproval(unit, approval, reason === 'expired' ? 'EXPIRED' : 'CLOSED');
}
