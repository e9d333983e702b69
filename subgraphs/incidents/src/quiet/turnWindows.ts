import type { IncidentsDb } from '../context.ts';
import { windowAt } from '../schedule/windowAt.ts';

/** Moves what recurs, and whose window is over, on to its next window. */
export async function turnWindows(db: IncidentsDb, tenantId: string, now: Date): Promise<void> {
  const over = await db.silence.findMany({ where: { recurrence: { not: null }, windowEndsAt: { lte: now }, endsAt: { gt: now } } });
  for (const silence of over) {
    const next = windowAt(silence, now);
    if (next === null) continue;
    const data = { windowStartsAt: next.from, windowEndsAt: next.until, endingToldAt: null };
    await db.silence.update({ where: { tenantId_id: { tenantId, id: silence.id } }, data });
  }
}

/** When the next window begins or ends; null when none will. */
export async function readNextTurn(db: IncidentsDb, now: Date): Promise<Date | null> {
  const [next] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(CASE WHEN window_starts_at > ${now} THEN window_starts_at ELSE window_ends_at END) AS at
    FROM silence WHERE window_ends_at > ${now} AND approval IN ('NOT_NEEDED', 'APPROVED')`;
  return next?.at ?? null;
}
