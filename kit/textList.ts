import { Prisma } from '#prisma/generated/client';

/** The ASCII separators of records and of groups: they stand between values, and for null. */
const [between, absent] = ['\u001e', '\u001d'];

/**
 * A column of rows as one text that PostgreSQL takes apart into a `text[]`, for `unnest` in a statement of many rows. As an array, Prisma and the driver
 * would look at every element and escape every quote, which costs more than all else that such a statement does in Node. A value that holds a separator,
 * which nearly none does, makes an array of its column after all.
 */
export function textList<Row>(rows: readonly Row[], pick: (row: Row) => string | number | boolean | null | undefined): Prisma.Sql {
  const values = rows.map((row) => pick(row) ?? null);
  if (values.some((value) => typeof value === 'string' && separator.test(value))) {
    return Prisma.sql`${values.map((value) => (value === null ? null : String(value)))}::text[]`;
  }
  // Each value with a separator before it, and the list without what stands before the first: so one empty text is not taken for no text at all.
  const text = values.map((value) => `${between}${value ?? absent}`).join('');
  return Prisma.sql`(string_to_array(${text}, ${between}, ${absent}))[2:]`;
}

const separator = /[\u001d\u001e]/;
