import { AppError } from '#kit/errors';
import type { RuleSource } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { isUuid } from '../isUuid.ts';

/** Reads a source and keeps others from changing it until the transaction ends; NOT_FOUND for one that the tenant does not have. */
export async function lockRuleSource(db: IncidentsDb, id: string): Promise<RuleSource> {
  if (isUuid(id)) await db.$queryRaw`SELECT id FROM rule_source WHERE id = ${id}::uuid FOR UPDATE`;
  const source = isUuid(id) ? await db.ruleSource.findFirst({ where: { id } }) : null;
  if (source === null) throw new AppError('NOT_FOUND', `There is no rule source ${id}.`);
  return source;
}
