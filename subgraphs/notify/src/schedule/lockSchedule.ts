import { AppError } from '#kit/errors';
import type { Schedule } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyDb } from '../context.ts';

const uuid = z.guid();

/** A schedule with nobody else changing it, its overrides or its swaps until the transaction ends. NOT_FOUND for one that is not the tenant's. */
export async function lockSchedule(db: NotifyDb, tenantId: string, id: string): Promise<Schedule> {
  // What is no UUID is the id of nothing; PostgreSQL would refuse the whole statement for it.
  if (uuid.safeParse(id).success) {
    await db.$queryRaw`SELECT FROM schedule WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    const schedule = await db.schedule.findFirst({ where: { id } });
    if (schedule) return schedule;
  }
  throw new AppError('NOT_FOUND', `There is no schedule with the id ${id}.`);
}
