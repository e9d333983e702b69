import type { Approval, ApprovalState } from '#prisma/generated/client';
import type { AutomationUnit } from '../context.ts';

/** Ends the asking: the row, and `approval.ended`, by which those who were told hear that nothing is asked of them any more. The caller holds the run's lock. */
export async function endApproval(
  { db, now, emit, signal }: AutomationUnit,
  { tenantId, id, runId, incidentId, playbookName, createdAt }: Approval,
  state: Exclude<ApprovalState, 'WAITING'>,
): Promise<void> {
  await db.approval.update({ where: { tenantId_id: { tenantId, id } }, data: { state, endedAt: now } });
  emit('approval.ended', { approvalId: id, runId, incidentId, at: now.toISOString(), askedAt: createdAt.toISOString(), state, playbookName });
  signal('run', [runId]);
}
