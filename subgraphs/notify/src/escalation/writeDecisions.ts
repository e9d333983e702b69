import type { Prisma } from '#prisma/generated/client';
import type { NotifyUnit } from '../delivery/endDelivery.ts';

/** What a step did, or why it did nothing. */
export type NewDecision = {
  round: number;
  /** Place of the step in the chain, from 0; null for what is about the run as a whole. */
  step: number | null;
  kind: string;
  pageId?: string;
  reason: string;
  facts: Record<string, unknown>;
};

/** Appends decisions to a run's, numbered after those that are there. Whoever writes holds the incident's dispatch lock. */
export async function writeDecisions({ db, now }: NotifyUnit, runId: string, decisions: readonly NewDecision[]): Promise<void> {
  if (decisions.length === 0) return;
  const [last] = await db.$queryRaw<{ decisions: number }[]>`
    UPDATE escalation_run SET decisions = decisions + ${decisions.length} WHERE id = ${runId}::uuid RETURNING decisions`;
  const first = (last?.decisions ?? decisions.length) - decisions.length + 1;
  await db.escalationDecision.createMany({
    data: decisions.map(({ facts, pageId, ...decision }, index) => ({
      ...decision,
      runId,
      at: now,
      number: first + index,
      pageId: pageId ?? null,
      facts: facts as Prisma.InputJsonObject,
    })),
  });
}
