import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { judgeRun, type StopReason } from '../escalation/judgeRun.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { advancePage } from './advancePage.ts';

/** Takes on a page whose next notice is due; nothing when it is not, or when another worker has it. It stops where the incident calls for nobody any more. */
export function wakePage(platform: NotifyPlatform, tenantId: string, pageId: string): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const known = await db.page.findFirst({ where: { id: pageId, state: 'RUNNING', nextAt: { lte: now } }, select: { incidentId: true } });
    if (!known) return;
    await lockDispatch(db, known.incidentId);
    const [due] = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM page WHERE id = ${pageId}::uuid AND state = 'RUNNING' AND next_at <= ${now} FOR UPDATE SKIP LOCKED`;
    if (!due) return;
    const page = await db.page.findFirstOrThrow({ where: { id: pageId } });
    const [state] = await platform.incidents.read(db, [page.incidentId]);
    const reason = judgePage(page.event, judgeRun(state, now));
    if (reason === null) return advancePage(unit, platform, page);
    await db.page.update({
      where: { tenantId_id: { tenantId, id: pageId } },
      data: { state: 'STOPPED', reason, nextAt: null, endedAt: now },
    });
  });
}

/** A call to an open incident stops as its run does; whoever was mentioned, or missed a deadline, is told though somebody has it or nobody is to be called. */
function judgePage(event: string, stop: StopReason | null): StopReason | null {
  const isOver = stop === 'resolved' || stop === 'merged' || stop === 'incident_gone';
  return event === 'opened' || isOver ? stop : null;
}
