import { AppError } from '#kit/errors';
import { hashToken } from '#kit/secret';
import type { Route } from '#kit/serve';
import { systemActor, transact } from '#kit/transact';
import { type CalendarLink, Prisma, type Schedule } from '#prisma/generated/client';
import type { NotifyDb, NotifyPlatform } from '../../context.ts';
import { finalShifts } from '../finalShifts.ts';
import { readScheduleFacts } from '../readScheduleFacts.ts';
import { dayMs } from '../zoneClock.ts';
import { type CalendarEntry, composeCalendar } from './composeCalendar.ts';

/** How far back and ahead a served calendar reaches. */
const reach = { back: 31 * dayMs, ahead: 180 * dayMs };
/** How often it is written down that an address was read. */
const noteEveryMs = 60_000;
/** Most schedules that a person's calendar is put together from. */
const mostSchedules = 500;

/** `GET /notify/ical/{token}.ics`: the shifts of a schedule, or those of a person in all schedules, for calendar programs. */
export function calendarRoute(platform: NotifyPlatform): Route {
  return {
    method: 'GET',
    path: '/notify/ical/:file',
    async handle({ params }) {
      const token = (params['file'] ?? '').replace(/\.ics$/, '');
      const [found] = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
        Prisma.sql`SELECT tenant_id, id FROM lookup.calendar_link_by_token(${hashToken(token)})`,
      );
      if (!found) throw new AppError('NOT_FOUND', 'There is no calendar at this address.');
      const body = await transact(platform, systemActor(found.tenant_id), async ({ db, now }) => {
        const link = await db.calendarLink.findFirst({ where: { id: found.id } });
        if (!link) throw new AppError('NOT_FOUND', 'There is no calendar at this address.');
        if (link.lastReadAt === null || link.lastReadAt.getTime() < now.getTime() - noteEveryMs) {
          await db.calendarLink.update({ where: { tenantId_id: { tenantId: found.tenant_id, id: link.id } }, data: { lastReadAt: now } });
        }
        return writeCalendar(platform, db, link, now);
      });
      return { status: 200, headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, max-age=300' }, body };
    },
  };
}

async function writeCalendar({ directory }: NotifyPlatform, db: NotifyDb, link: CalendarLink, now: Date): Promise<string> {
  const [from, to] = [new Date(now.getTime() - reach.back), new Date(now.getTime() + reach.ahead)];
  const schedules = await readSchedules(db, link);
  const facts = await readScheduleFacts(db, schedules, { from, to });
  const shifts = schedules.flatMap((schedule) => {
    const of = facts.get(schedule.id);
    const all = of ? finalShifts(of, from, to) : [];
    return all.flatMap((shift) => (shift.personIds.length > 0 && isWanted(shift.personIds, link) ? [{ schedule, shift }] : []));
  });
  const ids = [...new Set([...shifts.flatMap(({ shift }) => shift.personIds), ...(link.personId === null ? [] : [link.personId])])];
  const names = new Map((await directory.people(db, ids)).map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? 'Somebody unknown';
  const entries = shifts.map(({ schedule, shift }): CalendarEntry => ({
    scheduleId: schedule.id,
    scheduleName: schedule.name,
    shift,
    names: shift.personIds.map(nameOf),
  }));
  const title = link.personId === null ? (schedules[0]?.name ?? 'On call') : `On call: ${nameOf(link.personId)}`;
  return composeCalendar(title, entries, now);
}

const isWanted = (personIds: readonly string[], { personId }: CalendarLink): boolean => personId === null || personIds.includes(personId);

function readSchedules(db: NotifyDb, { scheduleId }: CalendarLink): Promise<Schedule[]> {
  return db.schedule.findMany({ ...(scheduleId !== null && { where: { id: scheduleId } }), orderBy: { name: 'asc' }, take: mostSchedules });
}
