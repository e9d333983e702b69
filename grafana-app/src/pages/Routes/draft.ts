import { pick } from 'lodash';
import type { RouteInput, RouteNodeFragment } from '../../api/generated/graphql';
import { list, nest, remove, replace, unlikeName } from '../../tree/draftTree';

/** A node as it is edited: the platform's node with those below it in place. */
export interface DraftNode extends Omit<RouteNodeFragment, 'parentKey'> {
  children: DraftNode[];
}

/** What can be changed of a node by itself. */
export type NodeChange = Partial<Omit<DraftNode, 'id' | 'key' | 'children'>>;

/** Nests the routes that the platform lists flat. */
export function nestRoutes(nodes: readonly RouteNodeFragment[]): DraftNode | undefined {
  return nest(nodes, ({ parentKey: _, ...node }): DraftNode => ({ ...node, children: [] }));
}

/**
 * The tree with a node, and all below it, where it was dropped: at a place in the list as it is drawn without them, of which the root is the first. Before one
 * that was beside it, it stays beside it; under a row that has routes below it, it becomes the first of those; else it follows that row.
 */
export function drop(root: DraftNode, key: string, place: number): DraftNode {
  const dropped = list(root).find(({ node }) => node.key === key);
  if (dropped?.parent === undefined) {
    return root;
  }
  const rest = remove(root, key);
  const rows = list(rest);
  const at = Math.min(Math.max(place, 1), rows.length);
  const above = rows[at - 1];
  const next = rows[at];
  if (above === undefined) {
    return root;
  }
  if (next?.parent?.key === dropped.parent.key) {
    return insert(rest, next.parent, dropped.node, next.parent.children.indexOf(next.node));
  }
  const into = above.parent === undefined || above.node.children.length > 0 ? above.node : above.parent;
  const after = into.children.findIndex((child) => child.key === above.node.key);
  return insert(rest, into, dropped.node, into === above.node ? 0 : after + 1);
}

function insert(root: DraftNode, into: DraftNode, node: DraftNode, place: number): DraftNode {
  const children = [...into.children];
  children.splice(place, 0, node);
  return replace(root, into.key, (parent) => ({ ...parent, children }));
}

/** A node that says nothing yet, with a name that none of its siblings has. */
export function newNode(key: string, name: string, siblings: readonly DraftNode[]): DraftNode {
  return {
    id: null,
    key,
    name: unlikeName(name, siblings),
    matchers: [],
    continues: false,
    groupBy: null,
    groupWaitMs: null,
    groupIntervalMs: null,
    repeatIntervalMs: null,
    muteTimeIntervals: [],
    activeTimeIntervals: [],
    ownerTeamId: null,
    severityRules: null,
    priorityRules: null,
    sla: null,
    children: [],
  };
}

const settings = [
  'id',
  'key',
  'name',
  'matchers',
  'continues',
  'groupBy',
  'groupWaitMs',
  'groupIntervalMs',
  'repeatIntervalMs',
  'muteTimeIntervals',
  'activeTimeIntervals',
  'ownerTeamId',
  'severityRules',
  'priorityRules',
  'sla',
] as const satisfies ReadonlyArray<keyof RouteInput>;

/** The tree as the platform takes it: a list, each node before its children. What the page knows beside that, such as counts, stays here. */
export function toInput(root: DraftNode): RouteInput[] {
  return list(root).map(({ node, parent }) => ({ ...pick(node, settings), parentKey: parent?.key ?? null }));
}
