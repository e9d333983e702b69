import type { RouteDraft } from './routeDraft.ts';

/** Names of the nodes in which two trees differ. */
export type TreeChange = { added: string[]; removed: string[]; changed: string[] };

/** What saving a tree in the place of another changes; a node is the same when its id is. Names only, at most 50 of each: the versions hold the rest. */
export function compareTrees(before: RouteDraft | undefined, after: RouteDraft): TreeChange {
  const [old, present] = [before ? flatten(before) : [], flatten(after)];
  const oldOf = new Map(old.map((node) => [node.id, node]));
  const ids = new Set(present.map(({ id }) => id));
  const named = (nodes: readonly Flat[]): string[] => nodes.slice(0, 50).map(({ name }) => name);
  return {
    added: named(present.filter(({ id }) => !oldOf.has(id))),
    removed: named(old.filter(({ id }) => !ids.has(id))),
    changed: named(present.filter(({ id, text }) => oldOf.has(id) && oldOf.get(id)?.text !== text)),
  };
}

type Flat = { id: string | null; name: string; text: string };

function flatten({ children, ...node }: RouteDraft, parent: string | null = null, position = 0): Flat[] {
  return [
    { id: node.id, name: node.name, text: JSON.stringify([parent, position, Object.entries(node).toSorted()]) },
    ...children.flatMap((child, index) => flatten(child, node.id, index)),
  ];
}
