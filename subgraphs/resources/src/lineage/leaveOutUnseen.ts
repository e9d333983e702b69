import { nameOf, type NodeKey, type Walk } from '#graph/lineage';
import { uuids } from '../uuids.ts';
import type { ResourcesDb } from '../context.ts';

/**
 * A walk without the private incidents, and their alerts, that are hidden from who asks: the graph is kept in more than one store and knows nothing
 * of people. The database answers for incidents and alerts (functions unseen_incidents and unseen_alerts).
 */
export async function leaveOutUnseen(db: ResourcesDb, walked: Walk): Promise<Walk> {
  const idsOf = (kind: NodeKey['kind']) => uuids(walked.nodes.filter((node) => node.kind === kind).map(({ id }) => id));
  const unseen = await db.$queryRaw<{ kind: NodeKey['kind']; id: string }[]>`
    SELECT 'INCIDENT' AS kind, id FROM unseen_incidents(${idsOf('INCIDENT')}::uuid[]) AS id
    UNION ALL SELECT 'ALERT', id FROM unseen_alerts(${idsOf('ALERT')}::uuid[]) AS id`;
  if (unseen.length === 0) return walked;
  const names = new Set(unseen.map(nameOf));
  const isSeen = (key: NodeKey): boolean => !names.has(nameOf(key));
  return { ...walked, nodes: walked.nodes.filter(isSeen), edges: walked.edges.filter(({ from, to }) => isSeen(from) && isSeen(to)) };
}
