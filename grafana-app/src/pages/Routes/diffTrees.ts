import { isEqual } from 'lodash';
import { type DraftNode } from './draft';
import { list } from '../../tree/draftTree';

/** A difference between two trees. */
export interface TreeDiff {
  kind: 'added' | 'removed' | 'changed' | 'moved';
  key: string;
  name: string;
  /** Of what was changed: the fields, in the order of the form. */
  fields: string[];
}

const fields = [
  'name',
  'matchers',
  'continues',
  'ownerTeamId',
  'groupBy',
  'groupWaitMs',
  'groupIntervalMs',
  'repeatIntervalMs',
  'muteTimeIntervals',
  'activeTimeIntervals',
  'severityRules',
  'priorityRules',
  'sla',
] as const satisfies ReadonlyArray<keyof DraftNode>;

/** How a draft differs from what is live, in the draft's order; what is gone comes last. A node is the same when its key is. */
export function diffTrees(live: DraftNode, draft: DraftNode): TreeDiff[] {
  const before = new Map(list(live).map((placed) => [placed.node.key, placed]));
  const after = list(draft);
  const keys = new Set(after.map(({ node }) => node.key));
  const found = after.flatMap(({ node, parent }): TreeDiff[] => {
    const { key, name } = node;
    const old = before.get(key);
    if (old === undefined) {
      return [{ kind: 'added', key, name, fields: [] }];
    }
    const changed = fields.filter((field) => !isEqual(node[field], old.node[field]));
    const isMoved = old.parent?.key !== parent?.key || isOvertaken(key, old.parent, parent);
    return [
      ...(changed.length > 0 ? [{ kind: 'changed' as const, key, name, fields: changed }] : []),
      ...(isMoved ? [{ kind: 'moved' as const, key, name, fields: [] }] : []),
    ];
  });
  const gone = [...before.values()]
    .filter(({ node }) => !keys.has(node.key))
    .map(({ node }): TreeDiff => ({ kind: 'removed', key: node.key, name: node.name, fields: [] }));
  return [...found, ...gone];
}

/** Whether a node that stayed below its parent now stands after one that it stood before: what came or went around it moves nothing. */
function isOvertaken(key: string, before: DraftNode | undefined, after: DraftNode | undefined): boolean {
  const order = (parent: DraftNode | undefined) => parent?.children.map((child) => child.key) ?? [];
  const [old, present] = [order(before), order(after)];
  const later = new Set(old.slice(old.indexOf(key) + 1));
  return present.slice(0, present.indexOf(key)).some((other) => later.has(other));
}
