import { AppError } from '#kit/errors';
import type { Schedule, ScheduleSwap } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyDb } from '../../context.ts';
import { lockSchedule } from '../lockSchedule.ts';

/** A swap and its schedule, with nobody else deciding on either until the transaction ends. NOT_FOUND. */
export async function takeSwap(db: NotifyDb, tenantId: string, id: string): Promise<{ swap: ScheduleSwap; schedule: Schedule }> {
  const found = z.guid().safeParse(id).success ? await db.scheduleSwap.findFirst({ where: { id }, select: { scheduleId: true } }) : null;
  if (!found) throw new AppError('NOT_FOUND', `There is no swap with the id ${id}.`);
  const schedule = await lockSchedule(db, tenantId, found.scheduleId);
  // Read again: another may have decided while this waited for the lock.
  return { schedule, swap: await db.scheduleSwap.findFirstOrThrow({ where: { id } }) };
}
