import { type Page, type PageArgs, readPage, timePosition } from '#kit/page';
import type { Insight } from './insight.type.ts';
import type { Loaders } from './loadInsights.ts';

/** One page of the insights into an incident, newest first; empty for an incident that the caller's tenant does not have. */
export function readInsights(loaders: Loaders, incidentId: string, args: PageArgs): Promise<Page<Insight>> {
  return readPage(args, {
    position: ({ createdAt, id }) => [createdAt.toISOString(), id] as [string, string],
    shape: timePosition,
    read: ({ after, take }) => loaders.page.load({ incidentId, after, take }),
    count: () => loaders.count.load(incidentId),
  });
}
