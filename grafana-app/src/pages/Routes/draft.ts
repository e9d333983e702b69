import { pick } from 'lodash';
import type { RouteInput, RouteNodeFragment } from '../../api/generated/graphql';

/** A node as it is edited: the platform's node with those below it in place. */
export interface DraftNode extends Omit<RouteNodeFragment, 'parentKey'> {
  children: DraftNode[];
}

/** What can be changed of a node by itself. */
export type NodeChange = Partial<Omit<DraftNode, 'id' | 'key' | 'children'>>;

/** Nests what the platform lists flat, each node before its children. */
export function nest(nodes: readonly RouteNodeFragment[]): DraftNode | undefined {
  const byKey = new Map(nodes.map(({ parentKey: _, ...node }) => [node.key, { ...node, children: [] as DraftNode[] }]));
  let root: DraftNode | undefined;
  for (const { key, parentKey } of nodes) {
    const node = byKey.get(key);
    const parent = parentKey == null ? undefined : byKey.get(parentKey);
    if (node !== undefined && parent !== undefined) {
      parent.children.push(node);
    } else {
      root ??= node;
    }
  }
  return root;
}

/** A node in its place: the index among the children at each level, and how it stands among its siblings. */
export interface Placed {
  node: DraftNode;
  parent: DraftNode | undefined;
  at: number[];
  isLast: boolean;
  /** For each level above, whether a line goes on there to a later sibling. */
  lines: boolean[];
}

/** All nodes, each before its children, as they are drawn. */
export function list(root: DraftNode): Placed[] {
  const visit = (
    node: DraftNode,
    parent: DraftNode | undefined,
    at: number[],
    isLast: boolean,
    lines: boolean[]
  ): Placed[] => [
    { node, parent, at, isLast, lines },
    ...node.children.flatMap((child, index) =>
      visit(child, node, [...at, index], index === node.children.length - 1, at.length === 0 ? [] : [...lines, !isLast])
    ),
  ];
  return visit(root, undefined, [], true, []);
}

/** The tree with one node changed. */
export function change(root: DraftNode, key: string, changes: NodeChange): DraftNode {
  return replace(root, key, (node) => ({ ...node, ...changes }));
}

/** The tree with a new node at the end of another's children. */
export function addChild(root: DraftNode, parentKey: string, node: DraftNode): DraftNode {
  return replace(root, parentKey, (parent) => ({ ...parent, children: [...parent.children, node] }));
}

/** The tree without a node and all below it. */
export function remove(root: DraftNode, key: string): DraftNode {
  return {
    ...root,
    children: root.children.filter((child) => child.key !== key).map((child) => remove(child, key)),
  };
}

/** The tree with a node one place earlier (-1) or later (1) among its siblings. */
export function move(root: DraftNode, key: string, by: -1 | 1): DraftNode {
  const from = root.children.findIndex((child) => child.key === key);
  if (from < 0) {
    return { ...root, children: root.children.map((child) => move(child, key, by)) };
  }
  const to = from + by;
  if (to < 0 || to >= root.children.length) {
    return root;
  }
  const children = [...root.children];
  children.splice(to, 0, ...children.splice(from, 1));
  return { ...root, children };
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
  const taken = new Set(siblings.map((sibling) => sibling.name));
  let unlike = name;
  for (let count = 2; taken.has(unlike); count += 1) {
    unlike = `${name} ${count}`;
  }
  return {
    id: null,
    key,
    name: unlike,
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

function replace(node: DraftNode, key: string, by: (node: DraftNode) => DraftNode): DraftNode {
  return node.key === key ? by(node) : { ...node, children: node.children.map((child) => replace(child, key, by)) };
}
