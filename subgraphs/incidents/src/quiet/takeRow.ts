import { AppError } from '#kit/errors';
import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { isUuid } from '../isUuid.ts';

/** A row of the tenant, locked, so that what is decided on it is still true when it is written. NOT_FOUND when the tenant has none of this id. */
export async function takeRow<Row>(
  db: IncidentsDb,
  table: 'inhibition_rule' | 'time_interval' | 'maintenance_window',
  what: string,
  tenantId: string,
  id: string,
  read: () => Promise<Row | null>,
): Promise<Row> {
  if (isUuid(id)) await db.$executeRaw`SELECT FROM ${Prisma.raw(table)} WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const row = isUuid(id) ? await read() : null;
  if (row === null) throw new AppError('NOT_FOUND', `There is no ${what} with the id ${id}.`);
  return row;
}
