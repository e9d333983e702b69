import { nameOf, type NodeKey, type Walk } from '#graph/lineage';
import { uuids } from '../uuids.ts';
import type { ResourcesDb } from '../context.ts';

/** Kinds of what was done about an incident; who does not see the incident does not see them. */
const answers: readonly NodeKey['kind'][] = ['DELIVERY', 'RUN', 'INSIGHT'];

/**
 * A walk without what is hidden from who asks: private incidents, those outside their scope, their alerts, what was done about them, and what only they
 * lead to. The graph is kept in more than one store and knows nothing of people; the database answers (functions unseen_incidents, unseen_alerts
 * and unseen_answers).
 */
export async function leaveOutUnseen(db: ResourcesDb, walked: Walk): Promise<Walk> {
  const idsOf = (...kinds: NodeKey['kind'][]) => uuids(walked.nodes.filter((node) => kinds.includes(node.kind)).map(({ id }) => id));
  const unseen = await db.$queryRaw<{ kind: NodeKey['kind'] | 'ANSWER'; id: string }[]>`
    SELECT 'INCIDENT' AS kind, id FROM unseen_incidents(${idsOf('INCIDENT')}::uuid[]) AS id
    UNION ALL SELECT 'ALERT', id FROM unseen_alerts(${idsOf('ALERT')}::uuid[]) AS id
    UNION ALL SELECT 'ANSWER', id FROM unseen_answers(${idsOf(...answers)}::uuid[]) AS id`;
  if (unseen.length === 0) return walked;
  const names = new Set(
    unseen.flatMap(({ kind, id }) => (kind === 'ANSWER' ? answers.map((each) => nameOf({ kind: each, id })) : [nameOf({ kind, id })])),
  );
  const reached = reach(walked, names);
  const isSeen = (key: NodeKey): boolean => reached.has(nameOf(key));
  return { ...walked, nodes: walked.nodes.filter(isSeen), edges: walked.edges.filter(({ from, to }) => isSeen(from) && isSeen(to)) };
}

/** What can still be walked to from the root once these are gone. */
function reach({ nodes: [root], edges }: Walk, without: ReadonlySet<string>): Set<string> {
  const beside = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const [one, other] = [nameOf(from), nameOf(to)];
    beside.set(one, [...(beside.get(one) ?? []), other]);
    beside.set(other, [...(beside.get(other) ?? []), one]);
  }
  const reached = new Set<string>();
  const waiting = root ? [nameOf(root)] : [];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (reached.has(at) || without.has(at)) continue;
    reached.add(at);
    waiting.push(...(beside.get(at) ?? []));
  }
  return reached;
}
