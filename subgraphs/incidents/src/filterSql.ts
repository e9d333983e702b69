import { AppError } from '#kit/errors';
import { Prisma } from '#prisma/generated/client';
import { isUuid } from './isUuid.ts';

/** Most ids of one filter: as many as live signals are joined into one reading. */
export const mostIds = 500;

/** The condition for one of these ids; BAD_USER_INPUT for more than 500. What is no id matches nothing. */
export function idIn(column: Prisma.Sql, ids: readonly string[]): Prisma.Sql {
  if (ids.length > mostIds) throw new AppError('BAD_USER_INPUT', `"ids" takes at most ${mostIds} ids.`);
  return Prisma.sql`${column} = ANY(${ids.filter(isUuid)}::uuid[])`;
}

/** The condition for one of these words of an enum column. */
export function wordIn(column: Prisma.Sql, words: readonly string[]): Prisma.Sql {
  return Prisma.sql`${column}::text = ANY(${[...words]}::text[])`;
}

/** The condition for a text that stands in one of these columns, whatever its case; `%` and `_` stand for themselves. */
export function textIn(columns: readonly Prisma.Sql[], text: string): Prisma.Sql {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&').replaceAll('\0', '')}%`;
  return Prisma.sql`(${Prisma.join(
    columns.map((column) => Prisma.sql`${column} ILIKE ${pattern}`),
    ' OR ',
  )})`;
}
