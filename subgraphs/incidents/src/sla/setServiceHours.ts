import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { ServiceHours } from '#prisma/generated/client';
import { z } from 'zod';
import { isTimeZone } from '#kit/wallTime';

const shape = z
  .strictObject({
    timeZone: z.string().refine((name) => isTimeZone(name), 'is not the name of a time zone, such as Asia/Taipei'),
    /** 1 for Monday to 7 for Sunday. */
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1, 'A team works on at least one day; without service hours it works around the clock.')
      .transform((days) => [...new Set(days)].toSorted()),
    fromMinute: z.int().min(0).max(1_439),
    toMinute: z.int().min(1).max(1_440),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, 'The day of work ends later than it begins.');

/** When a team works; see addServiceTime. */
export type ServiceHoursDraft = z.input<typeof shape>;

/** Says when a team works: the deadlines of its incidents that are set from now on run only then. BAD_USER_INPUT says what makes no sense. */
export async function setServiceHours(platform: Platform, caller: Caller, teamId: string, draft: ServiceHoursDraft): Promise<ServiceHours> {
  requirePermission(caller, 'routes:manage');
  const id = readTeamId(teamId);
  const parsed = shape.safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { tenantId } = caller;
  return transact(platform, caller, async ({ db, audit }) => {
    const key = { tenantId_teamId: { tenantId, teamId: id } };
    const before = await db.serviceHours.findUnique({ where: key });
    const saved = await db.serviceHours.upsert({ where: key, create: { teamId: id, ...parsed.data }, update: parsed.data });
    audit({
      action: 'serviceHours.set',
      subject: { kind: 'Team', id },
      ...(before && { before: facts(before) }),
      after: facts(saved),
    });
    return saved;
  });
}

/** Lets a team work around the clock again. NOT_FOUND where it has no service hours. */
export async function deleteServiceHours(platform: Platform, caller: Caller, teamId: string): Promise<void> {
  requirePermission(caller, 'routes:manage');
  const id = readTeamId(teamId);
  const { tenantId } = caller;
  await transact(platform, caller, async ({ db, audit }) => {
    const key = { tenantId_teamId: { tenantId, teamId: id } };
    const before = await db.serviceHours.findUnique({ where: key });
    if (!before) throw new AppError('NOT_FOUND', 'This team has no service hours.');
    await db.serviceHours.delete({ where: key });
    audit({ action: 'serviceHours.deleted', subject: { kind: 'Team', id }, before: facts(before) });
  });
}

function readTeamId(teamId: string): string {
  const parsed = z.uuid().safeParse(teamId);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', '"teamId" is not an id.');
  return parsed.data;
}

function facts({ timeZone, weekdays, fromMinute, toMinute }: ServiceHours) {
  return { timeZone, weekdays, fromMinute, toMinute };
}
