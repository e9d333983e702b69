import { explainMatcher } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import { findTwins, measureTree, type Place, placeIssue } from '#kit/treeInput';
import { type PolicyDraft, policyDraft } from './policyDraft.ts';

export type PolicyProblemCode =
  'bad_value' | 'bad_regular_expression' | 'name_taken' | 'id_twice' | 'root_takes_everything' | 'chain_missing' | 'too_many_nodes' | 'too_deep';

/** What is wrong with a node of a draft. */
export type PolicyProblem = Place & { field: string; code: PolicyProblemCode; message: string };

/** Nobody reads more at once. */
const mostProblems = 100;

/** Everything that is wrong with a draft, or the draft in full. Pure. */
export function checkPolicy(input: unknown): { draft: PolicyDraft; problems: [] } | { draft: null; problems: PolicyProblem[] } {
  const size = measureTree(input);
  if (size) return { draft: null, problems: [{ at: [], path: [], field: 'children', ...size }] };
  const parsed = policyDraft.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue): PolicyProblem => ({ ...placeIssue(issue, input), code: 'bad_value', message: issue.message }));
    return { draft: null, problems: problems.slice(0, mostProblems) };
  }
  const problems = [...judgeTwins(parsed.data), ...judgeNode(parsed.data, [], [])];
  return problems.length > 0 ? { draft: null, problems: problems.slice(0, mostProblems) } : { draft: parsed.data, problems: [] };
}

/** The draft, or BAD_USER_INPUT that names the first nodes with what is wrong with them. */
export function requirePolicy(input: unknown): PolicyDraft {
  const { draft, problems } = checkPolicy(input);
  if (draft) return draft;
  const told = problems.slice(0, 5).map(({ path, field, message }) => `${path.join(' › ')} (${field}): ${message}`);
  throw new AppError('BAD_USER_INPUT', [...told, ...(problems.length > 5 ? [`and ${problems.length - 5} more`] : [])].join('\n'));
}

function judgeTwins(root: PolicyDraft): PolicyProblem[] {
  const { sameName, sameId } = findTwins(root);
  return [
    ...sameId.map((place): PolicyProblem => ({ ...place, field: 'id', code: 'id_twice', message: 'Two nodes have the same id.' })),
    ...sameName.map(({ name, ...place }): PolicyProblem => {
      return { ...place, field: 'name', code: 'name_taken', message: `There is a node named "${name}" beside it already.` };
    }),
  ];
}

function judgeNode(node: PolicyDraft, at: number[], above: string[]): PolicyProblem[] {
  const path = [...above, node.name];
  const problem = (field: string, code: PolicyProblemCode, message: string): PolicyProblem => ({ at, path, field, code, message });
  const conditions = node.matchers.length + node.severities.length + node.priorities.length + node.ownerTeamIds.length;
  return [
    ...(at.length === 0 && conditions > 0
      ? [problem('matchers', 'root_takes_everything', 'The root takes every incident that nobody else takes, so it has no conditions.')]
      : []),
    ...(node.tells === 'CHAIN' && node.chainId === null ? [problem('chainId', 'chain_missing', 'Choose the chain that tells.')] : []),
    ...node.matchers.flatMap((matcher, index) => {
      const wrong = explainMatcher(matcher);
      return wrong === null ? [] : [problem(`matchers.${index}`, 'bad_regular_expression', wrong)];
    }),
    ...node.children.flatMap((child, index) => judgeNode(child, [...at, index], path)),
  ];
}
