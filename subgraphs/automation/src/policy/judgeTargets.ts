import type { LineageQuery } from '#graph/lineage';
import type { PolicyVerdict } from './judgePolicies.ts';

/** How far effects are followed, in edges. */
const reachDepth = 5;
/** How far the resources of an incident are from it: resource -> alert -> incident. */
const subjectDepth = 2;

/**
 * Whether what a run touches may reach more resources than it may, by lineage: the resources of its incident that it names, or all of them when it names none, and what
 * hangs on them. A name that the lineage of the incident does not know counts as one. Without lineage it is not known how far it reaches, and it is refused.
 */
export async function judgeTargets(
  lineage: LineageQuery | undefined,
  { tenantId, incidentId, resources, most }: { tenantId: string; incidentId: string | null; resources: readonly string[]; most: number },
): Promise<PolicyVerdict> {
  if (!lineage) return { policy: 'mostTargets', verdict: 'refused', reason: 'reach_unknown', facts: { most } };
  const around =
    incidentId === null
      ? []
      : (await lineage.walk({ tenantId, root: { kind: 'INCIDENT', id: incidentId }, direction: 'UPSTREAM', depth: subjectDepth })).nodes;
  const subjects = around.filter(({ kind, label }) => kind === 'RESOURCE' && (resources.length === 0 || resources.includes(label)));
  const reached = new Map<string, string>();
  let isCut = false;
  for (const { id } of subjects) {
    const walk = await lineage.walk({ tenantId, root: { kind: 'RESOURCE', id }, direction: 'DOWNSTREAM', depth: reachDepth, limit: 5_000 });
    isCut ||= walk.truncated;
    for (const node of walk.nodes) if (node.kind === 'RESOURCE') reached.set(node.id, node.label);
  }
  const unknown = resources.filter((name) => !subjects.some(({ label }) => label === name));
  const count = reached.size + unknown.length;
  const facts = {
    count,
    most,
    resources: subjects.map(({ label }) => label),
    unknown,
    reaches: [...reached.values()].sort().slice(0, 20),
    ...(isCut && { isCut }),
  };
  const isTooMany = count > most || isCut;
  return { policy: 'mostTargets', verdict: isTooMany ? 'refused' : 'passed', reason: isTooMany ? 'too_many_targets' : 'within_reach', facts };
}
