import type { z } from 'zod';
import { AppError } from './errors.ts';

/** Most nodes of a tree, and most levels. */
export const mostNodes = 1_000;
export const mostLevels = 30;

/** A tree of which only the shape is known. */
export type Nested<Node> = Node & { children: Nested<Node>[] };

/** Where a node of a draft stands: the index among the children at each level, and names from the root down, as far as they have been given. */
export type Place = { at: number[]; path: string[] };

/**
 * Nests a tree that came as a list. It comes as one because an input type that contains itself sends graphql-jit, which compiles each request's variables,
 * into an endless recursion. BAD_USER_INPUT for what is no tree; a node stands after its parent, so there can be no circle.
 */
export function nestTree<Input extends { key: string; parentKey?: string | null; name: string }, Node extends object>(
  nodes: readonly Input[],
  fill: (node: Omit<Input, 'key' | 'parentKey'>) => Node,
): Nested<Node> {
  const [first] = nodes;
  if (!first) throw new AppError('BAD_USER_INPUT', 'A tree has a root.');
  if (nodes.length > mostNodes) throw new AppError('BAD_USER_INPUT', `A tree has at most ${mostNodes} nodes.`);
  const byKey = new Map<string, Nested<Node>>();
  for (const { key, parentKey, ...node } of nodes) {
    const nested: Nested<Node> = { ...fill(node), children: [] };
    if (byKey.has(key)) throw new AppError('BAD_USER_INPUT', `Two nodes have the key "${key}".`);
    if (byKey.size === 0 && parentKey != null) throw new AppError('BAD_USER_INPUT', 'The first node is the root: it has no parent.');
    if (byKey.size > 0) {
      const parent = parentKey == null ? undefined : byKey.get(parentKey);
      if (!parent) throw new AppError('BAD_USER_INPUT', `No node before "${node.name}" has the key of its parent, "${parentKey ?? ''}".`);
      parent.children.push(nested);
    }
    byKey.set(key, nested);
  }
  return byKey.get(first.key) as Nested<Node>;
}

/** Why a tree is too large to be read at all; null when it is not. */
export function measureTree(input: unknown): { code: 'too_many_nodes' | 'too_deep'; message: string } | null {
  let nodes = 0;
  let deepest = 0;
  const waiting: { node: unknown; level: number }[] = [{ node: input, level: 1 }];
  for (let next = waiting.pop(); next && nodes <= mostNodes && deepest <= mostLevels; next = waiting.pop()) {
    nodes += 1;
    deepest = Math.max(deepest, next.level);
    for (const node of childrenOf(next.node)) waiting.push({ node, level: next.level + 1 });
  }
  if (nodes > mostNodes) return { code: 'too_many_nodes', message: `A tree has at most ${mostNodes} nodes.` };
  if (deepest > mostLevels) return { code: 'too_deep', message: `A tree has at most ${mostLevels} levels.` };
  return null;
}

/** Which node of a draft, and which of its fields, a shape's issue is about. */
export function placeIssue(issue: z.core.$ZodIssue, input: unknown): Place & { field: string } {
  const at: number[] = [];
  const path = [nameOf(input)];
  let rest = [...issue.path];
  for (let node = input; rest[0] === 'children' && typeof rest[1] === 'number'; rest = rest.slice(2)) {
    at.push(rest[1]);
    node = childrenOf(node)[rest[1]];
    path.push(nameOf(node));
  }
  return { at, path, field: rest.map(String).join('.') };
}

/** Nodes whose name a sibling before them has, and nodes whose id another has. */
export function findTwins<Node extends { id: string | null; name: string; children: Node[] }>(
  root: Node,
): { sameName: (Place & { name: string })[]; sameId: Place[] } {
  const seen = new Set<string>();
  const sameName: (Place & { name: string })[] = [];
  const sameId: Place[] = [];
  const visit = (node: Node, at: number[], above: string[]): void => {
    const path = [...above, node.name];
    if (node.id !== null && seen.has(node.id)) sameId.push({ at, path });
    if (node.id !== null) seen.add(node.id);
    const taken = new Set<string>();
    for (const [index, child] of node.children.entries()) {
      if (taken.has(child.name)) sameName.push({ at: [...at, index], path: [...path, child.name], name: child.name });
      taken.add(child.name);
      visit(child, [...at, index], path);
    }
  };
  visit(root, [], []);
  return { sameName, sameId };
}

function childrenOf(node: unknown): unknown[] {
  const children = typeof node === 'object' && node !== null && 'children' in node ? node.children : undefined;
  return Array.isArray(children) ? children : [];
}

function nameOf(node: unknown): string {
  const name = typeof node === 'object' && node !== null && 'name' in node ? node.name : undefined;
  return typeof name === 'string' && name.trim() !== '' ? name : '?';
}
