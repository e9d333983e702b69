import type { Matcher } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import { Prisma } from '#prisma/generated/client';
import { toPosix } from './toPosix.ts';

/** The condition for labels (a jsonb column) that meet a matcher; it means what contracts/matcher.ts means by it. */
export function labelsMeet(column: Prisma.Sql, { name, op, value }: Matcher): Prisma.Sql {
  const actual = Prisma.sql`coalesce(${column} ->> ${name}, '')`;
  switch (op) {
    case '=':
      return Prisma.sql`${actual} = ${value}`;
    case '!=':
      return Prisma.sql`${actual} <> ${value}`;
    case '=~':
      return Prisma.sql`${actual} ~ ${posixOf(value)}`;
    case '!~':
      return Prisma.sql`${actual} !~ ${posixOf(value)}`;
    default:
      return op satisfies never;
  }
}

function posixOf(expression: string): string {
  const translated = toPosix(expression);
  if ('posix' in translated) return translated.posix;
  throw new AppError(
    'BAD_USER_INPUT',
    `"matchers": a list cannot be filtered by "${translated.refused}" in "${expression}"; say it with brackets, groups and * + ? {n}.`,
  );
}
