import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { ScheduleOverride } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyDb, NotifyPlatform } from '../../context.ts';
import { lockSchedule } from '../lockSchedule.ts';
import { judgeOverride } from './judgeOverride.ts';

const dayMs = 86_400_000;

export const overrideShape = z
  .strictObject({
    /** Null for nobody. */
    personId: z.uuid().nullable(),
    /** Only this person is replaced; null for everybody. */
    replacesId: z.uuid().nullable().default(null),
    startsAt: z.date(),
    endsAt: z.date(),
    note: z.string().trim().max(500).default(''),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, { path: ['endsAt'], message: 'An override ends later than it begins.' })
  .refine(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() <= 366 * dayMs, {
    path: ['endsAt'],
    message: 'An override lasts a year at most.',
  })
  .refine(({ personId, replacesId }) => personId === null || personId !== replacesId, {
    path: ['replacesId'],
    message: 'Nobody takes their own place.',
  });
export type OverrideDraft = z.input<typeof overrideShape>;

/**
 * Puts a person, or nobody, on call for a time, instead of everybody or of one of those who would be. BAD_USER_INPUT; NOT_FOUND for a schedule or a person
 * that is not the tenant's; FORBIDDEN for a responder when it is not about them.
 */
export async function addOverride(platform: NotifyPlatform, caller: Caller, scheduleId: string, draft: OverrideDraft): Promise<ScheduleOverride> {
  const parsed = overrideShape.safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const override = parsed.data;
  requireOverride(caller, override);
  return transact(platform, caller, async ({ db, now, audit, signal }) => {
    const schedule = await lockSchedule(db, caller.tenantId, scheduleId);
    if (override.endsAt <= now) throw new AppError('BAD_USER_INPUT', 'An override that is over changes nothing: who was on call stays on record.');
    await requirePeople(platform, db, override);
    const made = await db.scheduleOverride.create({ data: { ...override, scheduleId: schedule.id, createdById: caller.personId, createdAt: now } });
    await db.schedule.update({ where: { tenantId_id: { tenantId: caller.tenantId, id: schedule.id } }, data: { lookAt: now } });
    const { personId, replacesId, startsAt, endsAt } = made;
    audit({
      action: 'override.added',
      subject: { kind: 'Schedule', id: schedule.id },
      after: { id: made.id, personId, replacesId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    });
    signal('schedule', [schedule.id]);
    return made;
  });
}

/** Throws NOT_FOUND unless the tenant knows the people of an override. */
export async function requirePeople(
  { directory }: NotifyPlatform,
  db: NotifyDb,
  { personId, replacesId }: { personId: string | null; replacesId: string | null },
): Promise<void> {
  const named = [personId, replacesId].filter((id) => id !== null);
  const known = await directory.people(db, named);
  const missing = named.find((id) => !known.some((person) => person.id === id));
  if (missing !== undefined) throw new AppError('NOT_FOUND', `There is no person with the id ${missing}.`);
}

/** Throws FORBIDDEN, saying why, unless the caller may make or take away such an override. */
export function requireOverride(caller: Caller, about: { personId: string | null; replacesId: string | null }): void {
  const verdict = judgeOverride(caller, about);
  if (verdict.allowed) return;
  if (verdict.reason === 'no_permission') requirePermission(caller, 'schedules:override');
  throw new AppError(
    'FORBIDDEN',
    'With schedules:override you may take a shift over or give one of your own away; other changes need schedules:manage.',
  );
}
