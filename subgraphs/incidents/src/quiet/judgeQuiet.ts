import { type Platform, systemActor, transact } from '#kit/transact';
import type { IncidentsDb } from '../context.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { readQuietRules } from './findCauses.ts';
import { settleIncidents } from './settleIncidents.ts';
import { readNextTurn, turnWindows } from './turnWindows.ts';

/** Incidents of one transaction. */
const pageSize = 200;

/**
 * Judges a tenant's open incidents anew if its clock is due, page by page, and sets the clock to the next time at which a window begins or ends. What
 * changes meanwhile keeps the clock due, so that it is judged again. Harmless to repeat, and to run twice at once.
 */
export async function judgeQuiet(platform: Platform, tenantId: string): Promise<void> {
  const due = await transact(platform, systemActor(tenantId), async ({ db, now }) => {
    const clock = await db.quietClock.findFirst();
    if (!clock || clock.judgeAt === null || clock.judgeAt > now) return null;
    await turnWindows(db, tenantId, now);
    return { marked: clock.marked };
  });
  if (!due) return;

  for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null;) after = await judgePage(platform, tenantId, after);

  await transact(platform, systemActor(tenantId), async (unit) => {
    const judgeAt = await readNextTurn(unit, tenantId);
    await unit.db.quietClock.updateMany({ where: { marked: due.marked }, data: { judged: due.marked, judgeAt } });
  });
}

/** Judges the incidents after an id; returns the last one's id, null at the end. */
async function judgePage(platform: Platform, tenantId: string, after: string): Promise<string | null> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const ids = await readOpen(unit.db, tenantId, after);
    const incidents = await lockIncidents(unit.db, tenantId, ids);
    await settleIncidents(unit, tenantId, incidents, await readQuietRules(unit, tenantId));
    return ids.length < pageSize ? null : (ids.at(-1) ?? null);
  });
}

async function readOpen(db: IncidentsDb, tenantId: string, after: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM incident WHERE tenant_id = ${tenantId}::uuid AND status IN ('TRIGGERED', 'ACKNOWLEDGED') AND id > ${after}::uuid ORDER BY id LIMIT ${pageSize}::int`;
  return rows.map(({ id }) => id);
}
