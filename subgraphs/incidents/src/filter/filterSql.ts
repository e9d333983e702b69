import { AppError } from '#kit/errors';
import { Prisma } from '#prisma/generated/client';
import { isUuid } from '../isUuid.ts';

/** Most ids of one filter: as many as live signals are joined into one reading. */
export const mostIds = 500;

/** The condition for one of these ids; BAD_USER_INPUT for more than 500. What is no id matches nothing. */
export function idIn(column: Prisma.Sql, ids: readonly string[]): Prisma.Sql {
  if (ids.length > mostIds) throw new AppError('BAD_USER_INPUT', `A filter takes at most ${mostIds} ids of one kind.`);
  return Prisma.sql`${column} = ANY(${ids.filter(isUuid)}::uuid[])`;
}

/** The enums of the database that filters ask for. */
type EnumName = 'IncidentStatus' | 'IntegrationSource' | 'AlertStatus' | 'Severity' | 'Priority' | 'RuleState' | 'RuleHealth';

/** The condition for one of these words of an enum column. */
export function wordIn(column: Prisma.Sql, type: EnumName, words: readonly string[]): Prisma.Sql {
  return Prisma.sql`${column} = ANY(${[...words]}::text[]::${Prisma.raw(`"${type}"`)}[])`;
}
