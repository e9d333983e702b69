import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { wakeAt } from '../escalation/wakeAt.ts';
import { type NewDecision, writeDecisions } from '../escalation/writeDecisions.ts';
import { wakePageTask } from '../page/page.task.ts';
import type { PlannedPage } from '../page/planPages.ts';
import type { Notice } from './notice.ts';
import { sendNotices } from './sendNotices.ts';

/** Something that was decided about telling people: to send a notice, to tell a person by their rules, and what is written down of it. */
export type Told = { notice: Notice } | { page: PlannedPage } | { decision: NewDecision };

/**
 * Writes what was decided, in its order, with as many statements for many runs as for one. A page whose key was kept before is left out, with all that it would have told. The caller holds
 * the dispatch locks of the incidents.
 */
export async function writeTold(unit: NotifyUnit, told: readonly Told[]): Promise<void> {
  const pages = told.flatMap((item) => ('page' in item ? [item.page.row] : []));
  const kept =
    pages.length > 0 ? await unit.db.page.createManyAndReturn({ data: pages, skipDuplicates: true, select: { id: true, nextAt: true } }) : [];
  const isKept = new Set(kept.map(({ id }) => id));
  const standing = told.filter((item) => !('page' in item) || isKept.has(item.page.row.id));

  await sendNotices(unit, remindLater(standing.flatMap((item) => ('notice' in item ? [item.notice] : 'page' in item ? item.page.notices : []))));
  await writeDecisions(
    unit,
    standing.flatMap((item) => ('decision' in item ? [item.decision] : 'page' in item ? item.page.decisions : [])),
  );
  for (const { id, nextAt } of kept) wakeAt(unit, nextAt, wakePageTask, { pageId: id });
  unit.signal('incident', [...new Set(standing.flatMap((item) => ('page' in item ? [item.page.row.incidentId] : [])))]);
}

/** A later step that tells whom an earlier one of the same transaction tells reminds them. Pure. */
function remindLater(notices: readonly Notice[]): Notice[] {
  const opened = new Set<string>();
  return notices.map((notice) => {
    if (notice.event !== 'opened') return notice;
    const conversation = `${notice.incident?.id} ${notice.channelId} ${notice.contact?.id}`;
    const isAgain = opened.has(conversation);
    opened.add(conversation);
    return isAgain ? { ...notice, event: 'reminder' } : notice;
  });
}
