/** A node of a tree that is edited as a draft: its key is unlike all others', and those below it are in place. */
export interface Branch<Self> {
  key: string;
  children: Self[];
}

/** Nests what the platform lists flat, each node before its children. */
export function nest<Flat extends { key: string; parentKey?: string | null }, Node extends Branch<Node>>(
  nodes: readonly Flat[],
  grow: (flat: Flat) => Node
): Node | undefined {
  const byKey = new Map(nodes.map((node) => [node.key, grow(node)]));
  let root: Node | undefined;
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
export interface Placed<Node> {
  node: Node;
  parent: Node | undefined;
  at: number[];
  isLast: boolean;
  /** For each level above, whether a line goes on there to a later sibling. */
  lines: boolean[];
}

/** All nodes, each before its children, as they are drawn. */
export function list<Node extends Branch<Node>>(root: Node): Array<Placed<Node>> {
  const visit = (
    node: Node,
    parent: Node | undefined,
    at: number[],
    isLast: boolean,
    lines: boolean[]
  ): Array<Placed<Node>> => [
    { node, parent, at, isLast, lines },
    ...node.children.flatMap((child, index) =>
      visit(child, node, [...at, index], index === node.children.length - 1, at.length === 0 ? [] : [...lines, !isLast])
    ),
  ];
  return visit(root, undefined, [], true, []);
}

/** The tree with one node changed. */
export function change<Node extends Branch<Node>>(root: Node, key: string, changes: Partial<NoInfer<Node>>): Node {
  return replace(root, key, (node) => ({ ...node, ...changes }));
}

/** The tree with a new node at the end of another's children. */
export function addChild<Node extends Branch<Node>>(root: Node, parentKey: string, node: Node): Node {
  return replace(root, parentKey, (parent) => ({ ...parent, children: [...parent.children, node] }));
}

/** The tree without a node and all below it. */
export function remove<Node extends Branch<Node>>(root: Node, key: string): Node {
  return {
    ...root,
    children: root.children.filter((child) => child.key !== key).map((child) => remove(child, key)),
  };
}

/** The tree with a node one place earlier (-1) or later (1) among its siblings. */
export function move<Node extends Branch<Node>>(root: Node, key: string, by: -1 | 1): Node {
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

/** The tree with one node made anew. */
export function replace<Node extends Branch<Node>>(node: Node, key: string, by: (node: Node) => Node): Node {
  return node.key === key ? by(node) : { ...node, children: node.children.map((child) => replace(child, key, by)) };
}

/** A name that none of the siblings has. */
export function unlikeName(name: string, siblings: ReadonlyArray<{ name: string }>): string {
  const taken = new Set(siblings.map((sibling) => sibling.name));
  let unlike = name;
  for (let count = 2; taken.has(unlike); count += 1) {
    unlike = `${name} ${count}`;
  }
  return unlike;
}
