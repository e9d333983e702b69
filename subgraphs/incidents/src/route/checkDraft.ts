import { explainMatcher, type Matcher } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import type { z } from 'zod';
import { routeDraft, type RouteDraft } from './routeDraft.ts';

/** What is wrong with a node of a draft. */
export type RouteProblem = {
  /** Where the node stands: the index among the children at each level. */
  at: number[];
  /** Names from the root down to the node, as far as they have been given. */
  path: string[];
  field: string;
  code: ProblemCode;
  message: string;
};

export type ProblemCode =
  | 'bad_value'
  | 'bad_regular_expression'
  | 'name_taken'
  | 'root_takes_everything'
  | 'every_label_and_others'
  | 'label_twice'
  | 'severity_twice'
  | 'id_twice'
  | 'too_many_nodes'
  | 'too_deep';

/** Most nodes of a tree, and most levels. */
export const mostNodes = 1_000;
export const mostLevels = 30;
/** Nobody reads more at once. */
const mostProblems = 100;

/** Everything that is wrong with a draft, or the draft in full. */
export function checkDraft(input: unknown): { draft: RouteDraft; problems: [] } | { draft: null; problems: RouteProblem[] } {
  const size = measure(input);
  if (size) return { draft: null, problems: [size] };
  const parsed = routeDraft.safeParse(input);
  if (!parsed.success) return { draft: null, problems: parsed.error.issues.slice(0, mostProblems).map((issue) => problemOf(issue, input)) };
  const problems = [...judgeIds(parsed.data), ...judgeNode(parsed.data, [], [])];
  return problems.length > 0 ? { draft: null, problems: problems.slice(0, mostProblems) } : { draft: parsed.data, problems: [] };
}

/** The draft, or BAD_USER_INPUT that names the first nodes with what is wrong with them. */
export function requireDraft(input: unknown): RouteDraft {
  const { draft, problems } = checkDraft(input);
  if (draft) return draft;
  const told = problems.slice(0, 5).map(({ path, field, message }) => `${path.join(' › ')} (${field}): ${message}`);
  throw new AppError('BAD_USER_INPUT', [...told, ...(problems.length > 5 ? [`and ${problems.length - 5} more`] : [])].join('\n'));
}

/** Before anything is parsed: a tree that is too large is not worth reading. */
function measure(input: unknown): RouteProblem | null {
  let nodes = 0;
  let deepest = 0;
  const waiting: { node: unknown; level: number }[] = [{ node: input, level: 1 }];
  for (let next = waiting.pop(); next && nodes <= mostNodes && deepest <= mostLevels; next = waiting.pop()) {
    nodes += 1;
    deepest = Math.max(deepest, next.level);
    for (const node of childrenOf(next.node)) waiting.push({ node, level: next.level + 1 });
  }
  const about = { at: [], path: [], field: 'children' };
  if (nodes > mostNodes) return { ...about, code: 'too_many_nodes', message: `A tree has at most ${mostNodes} routes.` };
  if (deepest > mostLevels) return { ...about, code: 'too_deep', message: `A tree has at most ${mostLevels} levels.` };
  return null;
}

function childrenOf(node: unknown): unknown[] {
  const children = typeof node === 'object' && node !== null && 'children' in node ? node.children : undefined;
  return Array.isArray(children) ? children : [];
}

function problemOf(issue: z.core.$ZodIssue, input: unknown): RouteProblem {
  const at: number[] = [];
  const path = [nameOf(input)];
  let rest = [...issue.path];
  for (let node = input; rest[0] === 'children' && typeof rest[1] === 'number'; rest = rest.slice(2)) {
    at.push(rest[1]);
    node = childrenOf(node)[rest[1]];
    path.push(nameOf(node));
  }
  return { at, path, field: rest.map(String).join('.'), code: 'bad_value', message: issue.message };
}

function nameOf(node: unknown): string {
  const name = typeof node === 'object' && node !== null && 'name' in node ? node.name : undefined;
  return typeof name === 'string' && name.trim() !== '' ? name : '?';
}

function judgeNode(node: RouteDraft, at: number[], above: string[]): RouteProblem[] {
  const path = [...above, node.name];
  const problem = (field: string, code: ProblemCode, message: string): RouteProblem => ({ at, path, field, code, message });
  const problems: RouteProblem[] = [];
  if (at.length === 0 && node.matchers.length > 0) {
    problems.push(problem('matchers', 'root_takes_everything', 'The root takes every alert that nobody else takes, so it has no matchers.'));
  }
  const conditions: [string, Matcher[]][] = [
    ['matchers', node.matchers],
    ...(node.severityRules ?? []).map((rule, index): [string, Matcher[]] => [`severityRules.${index}.matchers`, rule.matchers]),
    ...(node.priorityRules ?? []).map((rule, index): [string, Matcher[]] => [`priorityRules.${index}.matchers`, rule.matchers]),
  ];
  for (const [field, matchers] of conditions) {
    for (const [index, matcher] of matchers.entries()) {
      const wrong = explainMatcher(matcher);
      if (wrong !== null) problems.push(problem(`${field}.${index}`, 'bad_regular_expression', wrong));
    }
  }
  const { groupBy, sla, children } = node;
  if (groupBy?.includes('...') && groupBy.length > 1) {
    problems.push(problem('groupBy', 'every_label_and_others', '"..." stands for every label, so it stands alone.'));
  }
  const label = groupBy && firstTwice(groupBy);
  if (label) problems.push(problem('groupBy', 'label_twice', `The label "${label}" is named twice.`));
  const severity = sla && firstTwice(sla.map((target) => target.severity));
  if (severity) problems.push(problem('sla', 'severity_twice', `The severity ${severity} has two targets.`));

  const taken = new Set<string>();
  for (const [index, child] of children.entries()) {
    const place = [...at, index];
    if (taken.has(child.name)) {
      const message = `There is a route named "${child.name}" beside it already.`;
      problems.push({ at: place, path: [...path, child.name], field: 'name', code: 'name_taken', message });
    }
    taken.add(child.name);
    problems.push(...judgeNode(child, place, path));
  }
  return problems;
}

function judgeIds(root: RouteDraft): RouteProblem[] {
  const seen = new Set<string>();
  const problems: RouteProblem[] = [];
  const visit = ({ id, name, children }: RouteDraft, at: number[], above: string[]): void => {
    const path = [...above, name];
    if (id !== null && seen.has(id)) problems.push({ at, path, field: 'id', code: 'id_twice', message: 'Two routes have the same id.' });
    if (id !== null) seen.add(id);
    for (const [index, child] of children.entries()) visit(child, [...at, index], path);
  };
  visit(root, [], []);
  return problems;
}

function firstTwice<Item>(items: readonly Item[]): Item | undefined {
  return items.find((item, index) => items.indexOf(item) !== index);
}
