import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readAs } from '#kit/tenant';
import { type Platform, transact } from '#kit/transact';
import { type BulkAction, Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsDb } from '../context.ts';
import { incidentConditions } from '../incident/incidentFilter.ts';
import { isUuid } from '../isUuid.ts';
import type { BulkInput } from './bulkAction.type.ts';
import { bulkVerb } from './bulkVerbs.ts';
import { insertBulkAction } from './insertBulkAction.ts';
import { mostTargets } from './mostTargets.ts';

/**
 * Begins to do a verb to many incidents: those of the ids, or those that meet the filter at this moment. BAD_USER_INPUT for arguments the verb does
 * not take and for more than 10,000 incidents, NOT_FOUND when there are none and for an unknown person or team, FORBIDDEN without the verb's own
 * permission.
 */
export async function startBulkAction(platform: Platform, caller: Caller, input: BulkInput): Promise<BulkAction> {
  requirePermission(caller, 'incidents:bulk');
  const verb = bulkVerb(input.verb);
  requirePermission(caller, verb.permission);
  const given = readArguments(verb.arguments, input);
  return transact(platform, caller, async (unit) => {
    await verb.check?.(unit.db, given);
    const incidentIds = await readAs(unit.db, viewerOf(caller), () => findTargets(unit.db, input));
    return insertBulkAction(unit, caller, { verb: input.verb, given, items: incidentIds.map((incidentId) => ({ incidentId })), undoOfId: null });
  });
}

function readArguments(shape: z.ZodType, { note, until, severity, priority, personId, teamId }: BulkInput): Prisma.InputJsonObject {
  const parsed = shape.safeParse({
    ...(note?.trim() && { note }),
    ...(until && { until: until.toISOString() }),
    ...(severity && { severity }),
    ...(priority && { priority }),
    ...(personId && { personId }),
    ...(teamId && { teamId }),
  });
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  return parsed.data as Prisma.InputJsonObject;
}

async function findTargets(db: IncidentsDb, { ids, filter }: BulkInput): Promise<string[]> {
  if ((ids == null) === (filter == null)) throw new AppError('BAD_USER_INPUT', 'Give either "ids" or "filter".');
  const conditions = ids
    ? [Prisma.sql`id = ANY(${ids.slice(0, mostTargets + 1).filter(isUuid)}::uuid[])`]
    : await incidentConditions(db, filter ?? {});
  const where = conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}` : Prisma.empty;
  const found = await db.$queryRaw<{ id: string }[]>`SELECT id FROM incident ${where} LIMIT ${mostTargets + 1}::int`;
  if (found.length > mostTargets || (ids?.length ?? 0) > mostTargets) {
    throw new AppError('BAD_USER_INPUT', `A bulk action takes at most ${mostTargets} incidents; narrow the filter.`);
  }
  if (found.length === 0) throw new AppError('NOT_FOUND', 'There is no such incident.');
  return found.map(({ id }) => id);
}
