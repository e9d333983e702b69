import { AppError } from '#kit/errors';
import type { BulkAction } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { isUuid } from '../isUuid.ts';

/** The bulk action, locked until the transaction ends. NOT_FOUND when the tenant has none of this id. */
export async function takeBulkAction(db: IncidentsDb, id: string): Promise<BulkAction> {
  if (isUuid(id)) await db.$executeRaw`SELECT FROM bulk_action WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const action = isUuid(id) ? await db.bulkAction.findFirst({ where: { id } }) : null;
  if (action === null) throw new AppError('NOT_FOUND', `There is no bulk action with the id ${id}.`);
  return action;
}
