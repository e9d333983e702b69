import { z } from 'zod';
import { AppError } from './errors.ts';

/** `first` and `after` of a Relay connection. */
export type PageArgs = { first: number; after?: string | null | undefined };

/** Most rows of one page. */
export const pageLimit = 200;

/** `totalCount` counts no further than this: counting is as slow as reading. */
export const countLimit = 10_000;

export type Edge<Node> = { node: Node; cursor: string };

/** A page in Relay's shape. `totalCount` is a getter, so it is counted only when it was selected. */
export type Page<Node> = {
  edges: Edge<Node>[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  readonly totalCount: Promise<number>;
};

/**
 * Reads one page by keyset. `position` gives the values that a node is ordered by (the last one unique, such as the id);
 * they become the opaque cursor, and `read` gets them back as `after`, with one row more than asked for so that the end is seen.
 */
export async function readPage<Row, Position extends readonly (string | number)[]>(
  args: PageArgs,
  list: {
    position: (row: Row) => Position;
    shape: z.ZodType<Position>;
    read: (query: { after: Position | null; take: number }) => Promise<Row[]>;
    count: (limit: number) => Promise<number>;
  },
): Promise<Page<Row>> {
  if (!Number.isInteger(args.first) || args.first < 1 || args.first > pageLimit) {
    throw new AppError('BAD_USER_INPUT', `"first" must be between 1 and ${pageLimit}.`);
  }
  const after = args.after == null ? null : decodeCursor(args.after, list.shape);
  const rows = await list.read({ after, take: args.first + 1 });
  const edges = rows.slice(0, args.first).map((node) => ({ node, cursor: encodeCursor(list.position(node)) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > args.first,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    get totalCount() {
      return list.count(countLimit);
    },
  };
}

/** Positions by a time and an id, the commonest order. */
export const timePosition = z.tuple([z.iso.datetime(), z.uuid()]);
export type TimePosition = z.infer<typeof timePosition>;

/** The Prisma condition for rows after a (time, id) position, newest first or oldest first. */
export function beyond<Field extends string>(field: Field, after: TimePosition | null, order: 'asc' | 'desc') {
  if (after === null) return {};
  const [time, id] = after;
  const past = order === 'desc' ? ('lt' as const) : ('gt' as const);
  return { OR: [{ [field]: { [past]: new Date(time) } }, { [field]: new Date(time), id: { [past]: id } }] };
}

function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decodeCursor<Position>(cursor: string, shape: z.ZodType<Position>): Position {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new AppError('BAD_CURSOR', 'This cursor was not given by this list.', { cause });
  }
}
