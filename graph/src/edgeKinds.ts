import type { LineageKind } from '#contracts/words';

/**
 * Every kind of edge, as the verb between its ends: `<from> <verb> <to>`. Edges lead from cause to effect, so a walk UPSTREAM
 * from an incident finds what may have caused it, and a walk DOWNSTREAM from a resource finds what its failure reaches.
 */
export const edgeKinds = {
  /** The rule's expression reads the metric. */
  reads: { from: ['RULE'], to: ['METRIC'] },
  /** A series of the metric that raised an alert carries the resource's labels. */
  measures: { from: ['METRIC'], to: ['RESOURCE'] },
  /**
   * What the alert came from: the resource it is about, and each metric its rule reads, so that an alert without a known
   * resource is connected as well; the rule itself where no metric is known; the data job whose run failed.
   */
  raised: { from: ['RULE', 'METRIC', 'RESOURCE', 'JOB'], to: ['ALERT'] },
  /** The alert belongs, or once belonged, to the incident. */
  part_of: { from: ['ALERT'], to: ['INCIDENT'] },
  /** A person opened the incident about the resource, by choosing it or by a label that names it; no alert stands between them. */
  subject_of: { from: ['RESOURCE'], to: ['INCIDENT'] },
  /** The job reads the dataset, so what is wrong with the dataset comes to the job. */
  feeds: { from: ['DATASET'], to: ['JOB'] },
  /** The job makes the dataset, or part of it. */
  writes: { from: ['JOB'], to: ['DATASET'] },
  /** The first resource carries the second, which goes down with it: a node its pods (`runs_on`, seen from the other end). */
  hosts: { from: ['RESOURCE'], to: ['RESOURCE'] },
  /** The second is a part of the first: a job and its steps, a namespace and its pods (`part_of` among resources, from the other end). */
  contains: { from: ['RESOURCE', 'JOB'], to: ['RESOURCE', 'JOB'] },
  /** The first resource does the work that the second offers: a pod behind its service (`exposes`, from the other end). */
  backs: { from: ['RESOURCE'], to: ['RESOURCE'] },
  /** The resources are related in a way that this table has no word for; the direction is the relation's own. */
  relates_to: { from: ['RESOURCE'], to: ['RESOURCE'] },
  /** The delivery told people of the incident. */
  notified_by: { from: ['INCIDENT'], to: ['DELIVERY'] },
  /** The playbook run answered the incident. */
  answered_by: { from: ['INCIDENT'], to: ['RUN'] },
  /**
   * The insight explains the incident. Its suspects are among its facts and not edges: an edge back to a resource would close
   * a circle, and a walk downstream from one incident would reach every incident of the same resource.
   */
  explained_by: { from: ['INCIDENT'], to: ['INSIGHT'] },
} as const satisfies Record<string, { from: readonly LineageKind[]; to: readonly LineageKind[] }>;

export type EdgeKind = keyof typeof edgeKinds;

/**
 * Relations between resources, as the resources subgraph names them, put from cause to effect: `pod runs_on node` becomes
 * `node hosts pod`, because the node's failure is the pod's and not the other way round.
 */
export const relationEdges: ReadonlyMap<string, EdgeKind> = new Map([
  ['runs_on', 'hosts'],
  ['part_of', 'contains'],
  ['exposes', 'backs'],
]);
