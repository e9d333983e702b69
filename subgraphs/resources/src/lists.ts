import DataLoader from 'dataloader';
import { uuids } from './uuids.ts';

/** A page of the list that hangs on one owner, as kit/page asks for it. */
export type ListQuery<Position> = { owner: string; after: Position | null; take: number };

/** Lists that hang on many owners of one request, such as the resources of each of fifty incidents. */
export type Lists<Row, Position> = {
  /** One page of one owner's list. All owners that ask for the same page at the same time share one query. */
  page: DataLoader<ListQuery<Position>, Row[], string>;
  /** Rows of one owner's list, counted no further than the queries' limit. */
  count: DataLoader<string, number>;
};

/** `read` is given owners and the page wanted of each, and says of every row whose it is; `count` leaves out owners that have none. */
export function createLists<Row extends { owner: string }, Position>(queries: {
  read: (owners: string[], page: { after: Position | null; take: number }) => Promise<Row[]>;
  count: (owners: string[]) => Promise<{ owner: string; count: number }[]>;
}): Lists<Row, Position> {
  const pageOf = ({ after, take }: ListQuery<Position>): string => JSON.stringify({ after, take });
  return {
    page: new DataLoader(
      async (wanted) => {
        const answers = new Map<string, Map<string, Row[]>>();
        for (const [page, same] of Map.groupBy(wanted, pageOf)) {
          const { after, take } = JSON.parse(page) as Omit<ListQuery<Position>, 'owner'>;
          const rows = await queries.read(uuids(same.map(({ owner }) => owner)), { after, take });
          answers.set(
            page,
            Map.groupBy(rows, ({ owner }) => owner),
          );
        }
        return wanted.map((query) => answers.get(pageOf(query))?.get(query.owner) ?? []);
      },
      { cacheKeyFn: (query) => JSON.stringify([query.owner, query.after, query.take]) },
    ),
    count: new DataLoader(async (owners) => {
      const counts = new Map((await queries.count(uuids(owners))).map(({ owner, count }) => [owner, count]));
      return owners.map((owner) => counts.get(owner) ?? 0);
    }),
  };
}
