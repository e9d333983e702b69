import type { DownAlert } from './readDownResources.ts';
import type { Standing } from './readStandings.ts';

/** The nearest resource that is down above what an alert is about, at most so many steps away; an alert about that resource itself is none of its children. */
export function findParentDown(
  alertId: string,
  standings: readonly Standing[],
  down: ReadonlyMap<string, DownAlert>,
  mostHops: number,
): { standing: Standing; by: DownAlert } | undefined {
  const own = new Set(standings.filter(({ hops }) => hops === 0).map(({ resourceId }) => resourceId));
  for (const standing of standings) {
    const by = down.get(standing.resourceId);
    if (by && standing.hops > 0 && standing.hops <= mostHops && by.alertId !== alertId && !own.has(standing.resourceId)) return { standing, by };
  }
  return undefined;
}
