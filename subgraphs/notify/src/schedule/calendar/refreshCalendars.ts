import { systemActor, transact } from '#kit/transact';
import { Prisma, type ScheduleFeed } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyDb, NotifyPlatform } from '../../context.ts';
import { holidaysKey } from '../readScheduleFacts.ts';
import { layerShape, type Stretch } from '../scheduleShape.ts';
import { dayMs } from '../zoneClock.ts';
import { matchPeople } from './matchPeople.ts';
import { CalendarFault, type CalendarEvent, readCalendar } from './readCalendar.ts';

/** How often a calendar is fetched; also how long a fetch whose process died keeps others from trying. */
const everyMs = 10 * 60_000;
/** How far back and ahead a calendar is read: who was on call lately, and more than the year that a schedule is judged by. */
const reach = { back: 62 * dayMs, ahead: 400 * dayMs };
const bodyLimit = 4 * 1024 * 1024;
/** Most schedules of one sweep; the next comes in seconds. */
const most = 50;

/** Fetches calendars that are due, in every tenant. A failure is kept with its calendar, whose last good copy stays in force. */
export async function refreshCalendars(platform: NotifyPlatform, signal: AbortSignal): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.schedule_feeds_due(${platform.clock.now()}, ${most}::int)`,
  );
  const failures: unknown[] = [];
  for (const { tenant_id: tenantId, id } of due) {
    if (signal.aborted) break;
    await refreshSchedule(platform, tenantId, id, signal).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `The calendars of ${failures.length} of ${due.length} schedules could not be refreshed.`);
}

async function refreshSchedule(platform: NotifyPlatform, tenantId: string, scheduleId: string, signal: AbortSignal): Promise<void> {
  const feeds = await takeDue(platform, tenantId, scheduleId);
  for (const feed of feeds) {
    const answer = await platform.outbound.send({
      ...{ method: 'GET', url: feed.url, headers: { accept: 'text/calendar' }, timeoutMs: 15_000, bodyLimit, signal },
    });
    const told =
      answer.kind === 'failed'
        ? { failure: answer.detail || answer.reason }
        : answer.status !== 200
          ? { failure: `The calendar answered ${answer.status}.` }
          : answer.bodyCut !== null
            ? { failure: answer.bodyCut === 'size' ? 'The calendar is larger than 4 MiB.' : 'The calendar broke off.' }
            : { text: answer.body };
    await keep(platform, tenantId, feed, told);
  }
}

/** The calendars that are due, which are so again only after a while: two processes do not fetch the same one at once. */
function takeDue(platform: NotifyPlatform, tenantId: string, scheduleId: string): Promise<ScheduleFeed[]> {
  return transact(platform, systemActor(tenantId), async ({ db, now }) => {
    await db.$queryRaw`SELECT FROM schedule_feed WHERE schedule_id = ${scheduleId}::uuid AND next_at <= ${now} FOR UPDATE`;
    const due = await db.scheduleFeed.findMany({ where: { scheduleId, nextAt: { lte: now } } });
    await db.scheduleFeed.updateMany({
      where: { scheduleId, nextAt: { lte: now } },
      data: { nextAt: new Date(now.getTime() + everyMs), triedAt: now },
    });
    return due;
  });
}

function keep(platform: NotifyPlatform, tenantId: string, feed: ScheduleFeed, told: { text: string } | { failure: string }): Promise<void> {
  return transact(platform, systemActor(tenantId), async ({ db, now, signal }) => {
    // Whoever changed the address meanwhile gets what is there, at the next fetch.
    const where = { scheduleId: feed.scheduleId, key: feed.key, url: feed.url };
    const read = 'failure' in told ? told : await understand(platform, db, feed, told.text, now);
    if ('failure' in read) {
      await db.scheduleFeed.updateMany({ where, data: { failure: read.failure.slice(0, 500) } });
      return;
    }
    const { count } = await db.scheduleFeed.updateMany({ where, data: { content: read.content, fetchedAt: now, failure: null } });
    if (count === 0) return;
    await db.schedule.updateMany({ where: { id: feed.scheduleId }, data: { lookAt: now } });
    if (JSON.stringify(feed.content) !== JSON.stringify(read.content)) signal('schedule', [feed.scheduleId]);
  });
}

async function understand(
  { directory }: NotifyPlatform,
  db: NotifyDb,
  feed: ScheduleFeed,
  text: string,
  now: Date,
): Promise<{ content: Prisma.InputJsonValue } | { failure: string }> {
  const schedule = await db.schedule.findFirst({ where: { id: feed.scheduleId } });
  if (!schedule) return { failure: 'The schedule is gone.' };
  const range: Stretch = { from: now.getTime() - reach.back, to: now.getTime() + reach.ahead };
  let events: CalendarEvent[];
  try {
    events = readCalendar(text, schedule.timeZone, range);
  } catch (error) {
    if (error instanceof CalendarFault) return { failure: error.message };
    throw error;
  }
  if (feed.key === holidaysKey) return { content: { dates: [...new Set(events.flatMap(({ dates }) => dates))].sort() } };
  const byEmail = await directory.peopleByEmail(db, [...new Set(events.flatMap(({ emails }) => emails))]);
  // A name may be of many in a tenant; of the team, and of those who are in the schedule's rotations, it is of one.
  const rotating = z
    .array(layerShape)
    .parse(schedule.layers)
    .flatMap((layer) => (layer.kind === 'ROTATION' ? layer.turns.flat() : []));
  const members = schedule.teamId === null ? [] : await directory.members(db, schedule.teamId);
  const near = await directory.people(db, [...new Set([...rotating, ...members])]);
  const people = [...new Map([...byEmail, ...near].map((person) => [person.id, person])).values()];
  return { content: matchPeople(events, people) };
}
