import { AppError } from '#kit/errors';
import type { NotifyDb } from '../context.ts';
import { findOnCall, furthestLookMs } from './findOnCall.ts';
import type { ShiftReason } from './finalShifts.ts';
import { readScheduleFacts } from './readScheduleFacts.ts';

export type WhoIsOnCall = {
  /** In the order of their turn; none when nobody is on call. */
  personIds: string[];
  /** Who is to be informed and not paged, whether or not anybody is on call. */
  shadowIds: string[];
  /** The first moment at which that is different; null when it is not within a year. */
  until: Date | null;
  /** Why: `layer`, `override`, `swap`; of nobody: `gap` when no layer has somebody, `nobody_by_override` when a person said so. */
  reason: ShiftReason;
  /** When somebody is on call again; null when somebody is now, or when nobody is within a year. */
  nextAt: Date | null;
};

/**
 * Who is on call in a schedule at a moment, for an escalation step that is to page them. NOT_FOUND for a schedule that is not the tenant's. Reads only;
 * calendars are taken as they were when they were last read well.
 */
export async function whoIsOnCall(db: NotifyDb, scheduleId: string, at: Date): Promise<WhoIsOnCall> {
  const schedule = await db.schedule.findFirst({ where: { id: scheduleId } });
  if (!schedule) throw new AppError('NOT_FOUND', `There is no schedule with the id ${scheduleId}.`);
  const facts = (await readScheduleFacts(db, [schedule], { from: at, to: new Date(at.getTime() + furthestLookMs) })).get(schedule.id);
  if (!facts) throw new Error('The facts of a schedule that was read are there.');
  const { now, until, next, shadowIds } = findOnCall(facts, at);
  const { personIds, reason } = now;
  return {
    personIds,
    shadowIds: shadowIds.filter((id) => !personIds.includes(id)),
    until,
    reason,
    nextAt: personIds.length > 0 ? null : (next?.from ?? null),
  };
}
