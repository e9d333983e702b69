import type { EscalationRun } from '#prisma/generated/client';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { wakePageTask } from '../page/page.task.ts';
import { wakeRunTask } from './escalation.task.ts';
import { writeDecisions } from './writeDecisions.ts';

/** Lets a stopped run go on with its next step at once, and its pages with theirs. The caller holds the incident's dispatch lock. */
export async function resumeRun(unit: NotifyUnit, run: EscalationRun, reason: string): Promise<void> {
  const { db, now, enqueue } = unit;
  const going = { state: 'RUNNING', reason: 'resumed', nextAt: now, endedAt: null } as const;
  await db.escalationRun.update({ where: { tenantId_id: { tenantId: run.tenantId, id: run.id } }, data: going });
  const pages = await db.page.updateManyAndReturn({
    where: { runId: run.id, state: 'STOPPED', reason: run.reason },
    data: going,
    select: { id: true },
  });
  await writeDecisions(unit, [{ runId: run.id, round: run.round, step: null, kind: 'resumed', reason, facts: {} }]);
  enqueue(wakeRunTask, { runId: run.id });
  for (const { id } of pages) enqueue(wakePageTask, { pageId: id });
}
