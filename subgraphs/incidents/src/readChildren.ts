import { type Page, type PageArgs, readPage, timePosition, type TimePosition } from '#kit/page';
import type { ChildPages, Placed } from './childPages.ts';

/** One page of the rows under a parent, read together with the same page under its siblings. */
export async function readChildren<Row>(pages: ChildPages<Row>, parent: string, args: PageArgs): Promise<Page<Row>> {
  const page = await readPage<Placed<Row>, TimePosition>(args, {
    position: ({ time, id }) => [time.toISOString(), id],
    shape: timePosition,
    read: ({ after, take }) => pages.page.load({ parent, after, take }),
    count: (limit) => pages.count.load({ parent, limit }),
  });
  return {
    edges: page.edges.map(({ cursor, node }) => ({ cursor, node: node.row })),
    pageInfo: page.pageInfo,
    get totalCount() {
      return page.totalCount;
    },
  };
}
