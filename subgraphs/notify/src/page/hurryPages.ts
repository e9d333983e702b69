import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { wakePageTask } from './page.task.ts';

/** Has the pages looked at now whose notices these were, since they failed for good: whoever was told by no way so far need not wait for the next. */
export async function hurryPages({ db, now, enqueue }: NotifyUnit, deliveryIds: readonly string[]): Promise<void> {
  // The notices of a page carry its id: see advancePage.
  const pages = await db.$queryRaw<{ id: string }[]>`
    UPDATE page SET next_at = ${now}
    WHERE state = 'RUNNING' AND next_at > ${now}
      AND id IN (SELECT split_part(dedup_key, ':', 2)::uuid FROM delivery WHERE id = ANY(${[...deliveryIds]}::uuid[]) AND dedup_key LIKE 'page:%')
    RETURNING id`;
  for (const { id: pageId } of pages) enqueue(wakePageTask, { pageId });
}
