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
  /** The words of all rows, the newest first. */
  newest: Prisma.Sql;
};

/** Most ids that are carried into the query of the list. */
const mostCarried = 5_000;
/** What stands in so many of the newest rows is common. */
const sample = 2_000;
const commonInSample = 40;

/**
 * The condition for rows in which all that is sought stands. What is rare is found by the index and carried into the list as ids. What is
 * common is left to the list itself: it walks from the newest on and meets enough matches soon, where an index would collect them all first. A look at the newest
 * rows tells the two apart, because PostgreSQL cannot: it takes the words of a phrase, and the pairs of a run of Chinese, for independent of each other.
 */
export async function findMatches(db: IncidentsDb, sought: Sought, { found, words, newest }: Indexed): Promise<Prisma.Sql | null> {
  const query = queryOf(sought);
  if (query === null) return null;
  const [seen] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${newest} LIMIT ${sample}::int) AS newest WHERE words @@ ${query}`;
  if ((seen?.count ?? 0) >= commonInSample) return isCommon(words, query);
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT id FROM ${found}(${query}, ${mostCarried + 1}::int)`;
  if (rows.length > mostCarried) return isCommon(words, query);
  return Prisma.sql`id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
}

/** The condition in a form whose share PostgreSQL does not guess by its words: taken for rare, it would not walk but read and sort the whole table. */
function isCommon(words: Prisma.Sql, query: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN ${words} @@ ${query} THEN true ELSE false END`;
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
