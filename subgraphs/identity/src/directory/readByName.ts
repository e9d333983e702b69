import { type Page, type PageArgs, readPage } from '#kit/page';
import { z } from 'zod';

const position = z.tuple([z.string(), z.uuid()]);
type NamePosition = z.infer<typeof position>;

type Named = { id: string; name: string };

/** A page of rows that meet a condition, in the order of their names and then of their ids. */
export function readByName<Row extends Named, Where extends object>(
  args: PageArgs,
  find: (query: { where: object; orderBy: [{ name: 'asc' }, { id: 'asc' }]; take: number }) => Promise<Row[]>,
  count: (query: { where: object; take: number }) => Promise<number>,
  where: Where,
): Promise<Page<Row>> {
  return readPage<Row, NamePosition>(args, {
    position: ({ name, id }) => [name, id],
    shape: position,
    read: ({ after, take }) => find({ where: { AND: [where, beyondName(after)] }, orderBy: [{ name: 'asc' }, { id: 'asc' }], take }),
    count: (limit) => count({ where, take: limit }),
  });
}

function beyondName(after: NamePosition | null): object {
  return after === null ? {} : { OR: [{ name: { gt: after[0] } }, { name: after[0], id: { gt: after[1] } }] };
}
