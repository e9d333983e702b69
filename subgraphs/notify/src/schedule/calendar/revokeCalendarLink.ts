import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { CalendarLink } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyPlatform } from '../../context.ts';

/** Closes an address for calendars: one's own, or with schedules:manage anybody's. NOT_FOUND, FORBIDDEN. */
export function revokeCalendarLink(platform: NotifyPlatform, caller: Caller, id: string): Promise<CalendarLink> {
  return transact(platform, caller, async ({ db, audit }) => {
    const link = z.guid().safeParse(id).success ? await db.calendarLink.findFirst({ where: { id } }) : null;
    if (!link) throw new AppError('NOT_FOUND', `There is no calendar address with the id ${id}.`);
    const isOwn = caller.personId !== null && link.createdById === caller.personId;
    if (!isOwn) requirePermission(caller, 'schedules:manage');
    await db.calendarLink.delete({ where: { tenantId_id: { tenantId: caller.tenantId, id: link.id } } });
    audit({
      action: 'calendarLink.revoked',
      subject: { kind: 'CalendarLink', id: link.id },
      before: { scheduleId: link.scheduleId, personId: link.personId },
    });
    return link;
  });
}
