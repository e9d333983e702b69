import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { judgeRun, type StopReason } from '../escalation/judgeRun.ts';
import { wakeAt } from '../escalation/wakeAt.ts';
import { lockDue } from '../notice/heldNotices.ts';
import { type Told, writeTold } from '../notice/writeTold.ts';
import { followPlan, type PageRest } from './followPlan.ts';
import { wakePageTask } from './page.task.ts';
import { readWays } from './readWays.ts';

/** Where a page is afterwards. */
type PageEnd = Omit<PageRest, 'state'> & { id: string; state: PageRest['state'] | 'STOPPED' };

/**
 * Takes on those of a tenant's pages whose next notice is due, as wakeRuns does runs: all in one transaction, and what is busy is given back. A page stops where its incident calls for
 * nobody any more.
 */
export function wakePages(platform: NotifyPlatform, tenantId: string, pageIds: readonly string[]): Promise<{ busy: string[] }> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const due = await db.page.findMany({
      where: { id: { in: [...pageIds] }, state: 'RUNNING', nextAt: { lte: now } },
      select: { id: true, incidentId: true },
    });
    if (due.length === 0) return { busy: [] };
    const { mine, incidentIds, busy } = await lockDue(db, due);
    const locked = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM page WHERE id = ANY(${mine}::uuid[]) AND state = 'RUNNING' AND next_at <= ${now} ORDER BY id FOR UPDATE SKIP LOCKED`;
    const pages = await db.page.findMany({ where: { id: { in: locked.map(({ id }) => id) } }, orderBy: [{ nextAt: 'asc' }, { id: 'asc' }] });
    const stateOf = new Map((await platform.incidents.read(db, incidentIds)).map((state) => [state.facts.id, state]));
    const ways = await readWays(db, platform, [...new Set(pages.map(({ personId }) => personId))]);

    const failed = await readFailed(unit, pages);
    const told: Told[] = [];
    const ends: PageEnd[] = [];
    for (const page of pages) {
      const reason = judgePage(page.event, judgeRun(stateOf.get(page.incidentId), now));
      if (reason !== null) {
        ends.push({ id: page.id, state: 'STOPPED', reason, cursor: page.cursor, nextAt: null, endedAt: now });
        continue;
      }
      const { notices, decisions, rest } = followPlan(page, ways(page.personId).contacts, now, failed.has(page.id));
      told.push(...notices.map((notice) => ({ notice })), ...decisions.map((decision) => ({ decision })));
      ends.push({ id: page.id, ...rest });
    }
    await writeTold(unit, told);
    await writeEnds(unit, ends);
    for (const { id, nextAt } of ends) wakeAt(unit, nextAt, wakePageTask, { pageId: id });
    unit.signal('incident', [...new Set(pages.map(({ incidentId }) => incidentId))]);
    return { busy };
  });
}

/** Those of the pages that told something, all of which failed for good. */
async function readFailed({ db }: NotifyUnit, pages: readonly { id: string; cursor: number }[]): Promise<Set<string>> {
  const keys = pages.flatMap(({ id, cursor }) => Array.from({ length: cursor }, (_, place) => `page:${id}:${place}`));
  if (keys.length === 0) return new Set();
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT split_part(dedup_key, ':', 2) AS id FROM delivery WHERE dedup_key = ANY(${keys}) GROUP BY 1 HAVING bool_and(status = 'FAILED')`;
  return new Set(rows.map(({ id }) => id));
}

async function writeEnds({ db }: NotifyUnit, ends: readonly PageEnd[]): Promise<void> {
  await db.$executeRaw`
    UPDATE page p SET state = e.state, reason = e.reason, cursor = e.cursor, next_at = e."nextAt", ended_at = e."endedAt"
    FROM jsonb_to_recordset(${JSON.stringify(ends)}::jsonb)
      AS e(id uuid, state "EscalationState", reason text, cursor int, "nextAt" timestamptz(3), "endedAt" timestamptz(3))
    WHERE p.id = e.id`;
}

/** A call to an open incident stops as its run does; whoever was mentioned, or missed a deadline, is told though somebody has it or nobody is to be called. */
function judgePage(event: string, stop: StopReason | null): StopReason | null {
  const isOver = stop === 'resolved' || stop === 'merged' || stop === 'incident_gone';
  return event === 'opened' || isOver ? stop : null;
}
