import type { ApprovalAnswer } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import type { AutomationDb } from '../context.ts';

/** Batches what one request asks of approvals. */
export function createApprovalLoaders(db: AutomationDb) {
  return {
    approvalAnswers: new DataLoader<string, ApprovalAnswer[]>(async (ids) => {
      const found = await db.approvalAnswer.findMany({ where: { approvalId: { in: [...ids] } }, orderBy: [{ at: 'asc' }, { personId: 'asc' }] });
      const byId = Map.groupBy(found, ({ approvalId }) => approvalId);
      return ids.map((id) => byId.get(id) ?? []);
    }),
  };
}
