import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { Schedule } from '#prisma/generated/client';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import { keepFeeds } from './calendar/keepFeeds.ts';
import { lockSchedule } from './lockSchedule.ts';
import { readScheduleDraft } from './readScheduleDraft.ts';
import type { CheckedSchedule, ScheduleDraft } from './scheduleShape.ts';
import { closeVersion, openVersion } from './version/keepVersion.ts';

/**
 * Makes a schedule, or sets all of the one of this id from now on, which must have the version that its editor saw. BAD_USER_INPUT says what is wrong, also with people
 * or a team that are not known; TARGET_REFUSED a calendar whose address may not be read; CONFLICT a name that another has or a version that is gone by.
 */
export async function saveSchedule(
  platform: NotifyPlatform,
  actor: Actor,
  target: { id: string; expectedVersion: number } | null,
  draft: ScheduleDraft,
): Promise<Schedule> {
  const { layers, ...checked } = readScheduleDraft(draft);
  for (const url of urlsOf({ layers, ...checked })) platform.outbound.checkTarget(url);
  return transact(platform, actor, async ({ db, now, audit, signal }) => {
    const before = target && (await lockSchedule(db, actor.tenantId, target.id));
    if (before && before.version !== target.expectedVersion) {
      throw new AppError('CONFLICT', `Somebody saved version ${before.version} of this schedule meanwhile. Read it and decide again.`);
    }
    await requireKnown(platform, db, { layers, ...checked });
    const namesake = await db.schedule.findFirst({ where: { name: checked.name }, select: { id: true } });
    if (namesake && namesake.id !== before?.id) throw new AppError('CONFLICT', `There is a schedule named "${checked.name}" already.`);
    // Who is on call may be different at once.
    const data = { ...checked, layers, lookAt: now, updatedAt: now };
    if (before) await closeVersion(db, before, now);
    const schedule = before
      ? await db.schedule.update({
          where: { tenantId_id: { tenantId: actor.tenantId, id: before.id } },
          data: { ...data, version: { increment: 1 } },
        })
      : await db.schedule.create({ data: { ...data, toldIds: [], createdAt: now } });
    await openVersion(db, schedule, { layers, ...checked }, { authorId: actor.personId, now });
    await keepFeeds(db, schedule.id, { layers, ...checked }, now);
    audit({
      action: before ? 'schedule.updated' : 'schedule.created',
      subject: { kind: 'Schedule', id: schedule.id },
      ...(before && { before: factsOf(before) }),
      after: factsOf(schedule),
    });
    signal('schedule', [schedule.id]);
    return schedule;
  });
}

function urlsOf({ layers, holidayUrl }: CheckedSchedule): string[] {
  return [...layers.flatMap((layer) => (layer.kind === 'CALENDAR' ? [layer.url] : [])), ...(holidayUrl === null ? [] : [holidayUrl])];
}

/** Whoever is in a rotation must be there, or nobody would be paged. */
async function requireKnown({ directory }: NotifyPlatform, db: NotifyDb, { layers, teamId }: CheckedSchedule): Promise<void> {
  const ids = [...new Set(layers.flatMap((layer) => (layer.kind === 'ROTATION' ? layer.turns.flat() : [])))];
  const known = new Set((await directory.people(db, ids)).map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw new AppError('BAD_USER_INPUT', `There is no person with the id ${missing}. Take them out of the rotation.`);
  if (teamId !== null && (await directory.teams(db, [teamId])).length === 0)
    throw new AppError('BAD_USER_INPUT', `There is no team with the id ${teamId}.`);
}

/** What the audit keeps. Addresses of calendars often are secrets, so they stay out. */
function factsOf({ name, timeZone, version, layers, teamId }: Schedule) {
  const document = layers as { name: string; kind: string; url?: string }[];
  return { name, timeZone, version, teamId, layers: document.map(({ url: _, ...layer }) => layer) };
}
