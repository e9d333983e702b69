import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { Prisma, TimeInterval } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsDb, IncidentsUnit } from '../context.ts';
import { markQuiet } from '../quiet/markQuiet.ts';
import { takeRow } from '../quiet/takeRow.ts';
import { intervalsShape } from './readIntervals.ts';

const nameShape = z.string().trim().min(1, 'A time interval needs a name.').max(100);

/** A named time interval, in Alertmanager's words. */
export type TimeIntervalDraft = { name: string; intervals: unknown };

/** Makes a time interval, or changes the one of this id. BAD_USER_INPUT, NOT_FOUND, or CONFLICT for a name that another has, or that routes know it by. */
export async function saveTimeInterval(platform: Platform, caller: Caller, id: string | null, draft: TimeIntervalDraft): Promise<TimeInterval> {
  requirePermission(caller, 'quiet:manage');
  const checked = readTimeIntervalDraft(draft);
  return transact(platform, caller, (unit) => putTimeInterval(unit, caller.tenantId, id, checked));
}

type Checked = { name: string; intervals: Prisma.InputJsonValue };

/** The draft checked. BAD_USER_INPUT says what is wrong with it. Intervals stay as they were written: that is what people edit, and what Alertmanager reads. */
export function readTimeIntervalDraft(draft: TimeIntervalDraft): Checked {
  const parsed = z.object({ name: nameShape, intervals: intervalsShape }).safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  return { name: parsed.data.name, intervals: draft.intervals as Prisma.InputJsonValue };
}

/** The same as saveTimeInterval within a transaction, of a draft that was checked. NOT_FOUND or CONFLICT. */
export async function putTimeInterval(unit: IncidentsUnit, tenantId: string, id: string | null, { name, intervals }: Checked): Promise<TimeInterval> {
  const { db, now, audit } = unit;
  const before = id === null ? null : await takeTimeInterval(db, tenantId, id);
  const namesake = await db.timeInterval.findFirst({ where: { name } });
  if (namesake && namesake.id !== id) throw new AppError('CONFLICT', `There is a time interval named "${name}" already.`);
  if (before && before.name !== name) await requireUnused(db, before.name);
  const interval = before
    ? await db.timeInterval.update({ where: { tenantId_id: { tenantId, id: before.id } }, data: { name, intervals, updatedAt: now } })
    : await db.timeInterval.create({ data: { name, intervals, createdAt: now, updatedAt: now } });
  audit({
    action: before ? 'timeInterval.updated' : 'timeInterval.created',
    subject: { kind: 'TimeInterval', id: interval.id },
    ...(before && { before: { name: before.name, intervals: before.intervals } }),
    after: { name, intervals },
  });
  await markQuiet(unit);
  return interval;
}

/** Deletes a time interval. NOT_FOUND, or CONFLICT while a route names it. */
export async function deleteTimeInterval(platform: Platform, caller: Caller, id: string): Promise<TimeInterval> {
  requirePermission(caller, 'quiet:manage');
  return transact(platform, caller, async (unit) => {
    const before = await takeTimeInterval(unit.db, caller.tenantId, id);
    await requireUnused(unit.db, before.name);
    await unit.db.timeInterval.delete({ where: { tenantId_id: { tenantId: caller.tenantId, id } } });
    unit.audit({ action: 'timeInterval.deleted', subject: { kind: 'TimeInterval', id }, before: { name: before.name, intervals: before.intervals } });
    await markQuiet(unit);
    return before;
  });
}

async function requireUnused(db: IncidentsDb, name: string): Promise<void> {
  const route = await db.route.findFirst({
    where: { archivedAt: null, OR: [{ muteTimeIntervals: { has: name } }, { activeTimeIntervals: { has: name } }] },
  });
  if (route) throw new AppError('CONFLICT', `The route "${route.name}" names the time interval "${name}". Take it out there first.`);
}

const takeTimeInterval = (db: IncidentsDb, tenantId: string, id: string): Promise<TimeInterval> =>
  takeRow(db, 'time_interval', 'time interval', tenantId, id, () => db.timeInterval.findUnique({ where: { tenantId_id: { tenantId, id } } }));
