import type { MissedFirings } from '#prisma/generated/client';
import { countBetween, following } from './cron.ts';

/** What a due schedule does: fires for one time, or lets it pass; and when it is due again (null for never). */
export type Firing = { fires: boolean; dueAt: Date; late: boolean; missed: number; nextAt: Date | null };

/** Later than this, in ms, a firing was missed: nobody was there to do it in time. */
export const latenessMs = 60_000;

/**
 * Decides on the firing of a schedule that is due. In time, it fires. When it was missed, because no worker ran, ONCE makes up for all that were missed with a single
 * firing, for the latest of them, and SKIP lets them pass. Pure.
 */
export function judgeFiring(schedule: { cron: string; timeZone: string; missed: MissedFirings; nextAt: Date }, now: Date): Firing {
  const { cron, timeZone, missed: policy, nextAt: dueAt } = schedule;
  const nextAt = following(cron, timeZone, now, 1)[0] ?? null;
  const others = countBetween(cron, timeZone, dueAt, now);
  const late = others > 0 || now.getTime() - dueAt.getTime() > latenessMs;
  return { fires: !late || policy === 'ONCE', dueAt, late, missed: late ? others + 1 : 0, nextAt };
}
