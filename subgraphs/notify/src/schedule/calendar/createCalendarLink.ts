import { type Caller, requirePermission } from '#kit/caller';
import { createToken, hashToken } from '#kit/secret';
import { transact } from '#kit/transact';
import type { CalendarLink } from '#prisma/generated/client';
import type { NotifyPlatform } from '../../context.ts';
import { lockSchedule } from '../lockSchedule.ts';
import { requireSelf } from '../swap/requireSelf.ts';

/**
 * Makes an address at which calendar programs read the shifts of a schedule, or without one those of the caller in all schedules. Each caller has one for each;
 * a new one takes the place of the old, which ends at once. The token is told this once. NOT_FOUND for a schedule that is not the tenant's.
 */
export function createCalendarLink(
  platform: NotifyPlatform,
  caller: Caller,
  scheduleId: string | null,
): Promise<{ link: CalendarLink; token: string }> {
  requirePermission(caller, 'schedules:read');
  const personId = scheduleId === null ? requireSelf(caller) : null;
  return transact(platform, caller, async ({ db, now, audit }) => {
    const schedule = scheduleId === null ? null : await lockSchedule(db, caller.tenantId, scheduleId);
    const token = createToken('sre_ical');
    const of = { scheduleId: schedule?.id ?? null, personId };
    await db.calendarLink.deleteMany({ where: { ...of, createdById: caller.personId } });
    const link = await db.calendarLink.create({ data: { ...of, tokenHash: hashToken(token), createdById: caller.personId, createdAt: now } });
    audit({ action: 'calendarLink.created', subject: { kind: 'CalendarLink', id: link.id }, after: of });
    return { link, token };
  });
}
