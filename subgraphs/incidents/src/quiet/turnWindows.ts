import type { IncidentsDb, IncidentsUnit } from '../context.ts';
import { readTree } from '../route/readTree.ts';
import { windowAt } from '../schedule/windowAt.ts';
import { nextTurnOf } from '../timeInterval/findIntervalCause.ts';
import { readTimeIntervals } from '../timeInterval/readTimeIntervals.ts';

const isOver = (now: Date) => ({ recurrence: { not: null }, windowEndsAt: { lte: now }, endsAt: { gt: now } });

/** Moves what recurs, and whose window is over, on to its next window. */
export async function turnWindows(db: IncidentsDb, tenantId: string, now: Date): Promise<void> {
  for (const silence of await db.silence.findMany({ where: isOver(now) })) {
    const next = windowAt(silence, now);
    if (next === null) continue;
    const data = { windowStartsAt: next.from, windowEndsAt: next.until, endingToldAt: null };
    await db.silence.update({ where: { tenantId_id: { tenantId, id: silence.id } }, data });
  }
  for (const window of await db.maintenanceWindow.findMany({ where: isOver(now) })) {
    const next = windowAt(window, now);
    if (next === null) continue;
    const data = { windowStartsAt: next.from, windowEndsAt: next.until };
    await db.maintenanceWindow.update({ where: { tenantId_id: { tenantId, id: window.id } }, data });
  }
}

/** When the next window, or a time interval that a route names, begins or ends; null when none will. */
export async function readNextTurn(unit: IncidentsUnit, tenantId: string): Promise<Date | null> {
  const { db, now } = unit;
  const [next] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(CASE WHEN window_starts_at > ${now} THEN window_starts_at ELSE window_ends_at END) AS at
    FROM (
      SELECT window_starts_at, window_ends_at FROM silence WHERE window_ends_at > ${now} AND approval IN ('NOT_NEEDED', 'APPROVED')
      UNION ALL
      SELECT window_starts_at, window_ends_at FROM maintenance_window WHERE window_ends_at > ${now}
    ) w`;
  const { byId } = await readTree(unit, tenantId);
  const turn = nextTurnOf(byId.values(), await readTimeIntervals(db), now);
  const turns = [next?.at ?? null, turn].filter((at) => at !== null);
  return turns.length === 0 ? null : new Date(Math.min(...turns.map((at) => at.getTime())));
}
