import type { Matcher } from '#contracts/matcher';
import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';

/** What is sought: words of a person, and labels that must have these values. */
export type Sought = { text: string; labels: readonly Matcher[] };

/** Where it is sought. */
export type Indexed = {
  /** The function that finds ids by the index of words, within the tenant. */
  found: Prisma.Sql;
  /** The words of the row at hand. */
  words: Prisma.Sql;
};

/** Most ids that are carried into the query of the list. */
const mostCarried = 5_000;

/**
 * The condition for rows in which all that is sought stands. What is rare is found by the index and carried into the list as ids. What is
 * common is left to the list itself: it walks from the newest on and meets enough matches soon, where an index would collect them all first.
 */
export async function findMatches(db: IncidentsDb, sought: Sought, { found, words }: Indexed): Promise<Prisma.Sql | null> {
  const query = queryOf(sought);
  if (query === null) return null;
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT id FROM ${found}(${query}, ${mostCarried + 1}::int)`;
  if (rows.length > mostCarried) return meets(words, sought);
  return Prisma.sql`id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
}

/** The same condition for a few rows that are known already, read from the rows themselves. Without a letter or a digit nothing is found. */
export function meets(words: Prisma.Sql, sought: Sought): Prisma.Sql | null {
  const query = queryOf(sought);
  return query && Prisma.sql`${words} @@ ${query}`;
}

/** As a tsquery; null when nothing is sought. Only a value that is not empty stands in the index; a matcher's own condition is checked besides. */
function queryOf({ text, labels }: Sought): Prisma.Sql | null {
  const pairs = labels.filter(({ op, value }) => op === '=' && value !== '').map(({ name, value }) => lexeme(`${name}=${value}`));
  const words = text.trim().replaceAll('\0', '');
  if (words === '' && pairs.length === 0) return null;
  return Prisma.sql`(search_query(${words}) && ${pairs.join(' & ')}::tsquery)`;
}

function lexeme(text: string): string {
  return `'${[...text].slice(0, 500).join('').replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
