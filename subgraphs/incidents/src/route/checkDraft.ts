import { explainMatcher, type Matcher } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import { findTwins, measureTree, type Place, placeIssue } from '#kit/treeInput';
import { routeDraft, type RouteDraft } from './routeDraft.ts';

/** What is wrong with a node of a draft. */
export type RouteProblem = Place & { field: string; code: ProblemCode; message: string };

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

/** Nobody reads more at once. */
const mostProblems = 100;

/** Everything that is wrong with a draft, or the draft in full. */
export function checkDraft(input: unknown): { draft: RouteDraft; problems: [] } | { draft: null; problems: RouteProblem[] } {
  const size = measureTree(input);
  if (size) return { draft: null, problems: [{ at: [], path: [], field: 'children', ...size }] };
  const parsed = routeDraft.safeParse(input);
  if (!parsed.success)
    return {
      draft: null,
      problems: parsed.error.issues
        .slice(0, mostProblems)
        .map((issue) => ({ ...placeIssue(issue, input), code: 'bad_value', message: issue.message })),
    };
  const problems = [...judgeTwins(parsed.data), ...judgeNode(parsed.data, [], [])];
  return problems.length > 0 ? { draft: null, problems: problems.slice(0, mostProblems) } : { draft: parsed.data, problems: [] };
}

/** The draft, or BAD_USER_INPUT that names the first nodes with what is wrong with them. */
export function requireDraft(input: unknown): RouteDraft {
  const { draft, problems } = checkDraft(input);
  if (draft) return draft;
  const told = problems.slice(0, 5).map(({ path, field, message }) => `${path.join(' › ')} (${field}): ${message}`);
  throw new AppError('BAD_USER_INPUT', [...told, ...(problems.length > 5 ? [`and ${problems.length - 5} more`] : [])].join('\n'));
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

  return [...problems, ...children.flatMap((child, index) => judgeNode(child, [...at, index], path))];
}

function judgeTwins(root: RouteDraft): RouteProblem[] {
  const { sameName, sameId } = findTwins(root);
  return [
    ...sameId.map((place): RouteProblem => ({ ...place, field: 'id', code: 'id_twice', message: 'Two routes have the same id.' })),
    ...sameName.map(({ name, ...place }): RouteProblem => {
      return { ...place, field: 'name', code: 'name_taken', message: `There is a route named "${name}" beside it already.` };
    }),
  ];
}

function firstTwice<Item>(items: readonly Item[]): Item | undefined {
  return items.find((item, index) => items.indexOf(item) !== index);
}
