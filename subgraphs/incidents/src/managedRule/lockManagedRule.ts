import { AppError } from '#kit/errors';
import type { ManagedRule } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { isUuid } from '../isUuid.ts';

/** Reads a managed rule and keeps others from changing it until the transaction ends; NOT_FOUND for one that the tenant does not have. */
export async function lockManagedRule(db: IncidentsDb, id: string): Promise<ManagedRule> {
  if (isUuid(id)) await db.$queryRaw`SELECT id FROM managed_rule WHERE id = ${id}::uuid FOR UPDATE`;
  const rule = isUuid(id) ? await db.managedRule.findFirst({ where: { id } }) : null;
  if (rule === null) throw new AppError('NOT_FOUND', `There is no managed rule ${id}.`);
  return rule;
}
