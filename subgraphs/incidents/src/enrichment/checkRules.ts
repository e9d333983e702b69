import { explainMatcher } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import type { z } from 'zod';
import type { Table } from '../lookupTable/indexTable.ts';
import { compileAction } from './actions/compileAction.ts';
import { compileEvaluation } from './compileEvaluation.ts';
import { enrichmentRules, type RuleDraft } from './enrichmentRule.ts';

/** What is wrong with a rule of a draft. */
export type RuleProblem = {
  /** Its place in the list; -1 for the list itself. */
  at: number;
  rule: string;
  /** Path of the field in the rule, e.g. `action.pattern`. */
  field: string;
  message: string;
};

/** Nobody reads more at once. */
const mostProblems = 100;

/** Everything that is wrong with a draft, or the draft in full. */
export function checkRules(
  input: unknown,
  tables: ReadonlyMap<string, Table>,
): { rules: RuleDraft[]; problems: [] } | { rules: null; problems: RuleProblem[] } {
  const parsed = enrichmentRules.safeParse(input);
  if (!parsed.success) return { rules: null, problems: parsed.error.issues.slice(0, mostProblems).map((issue) => problemOf(issue, input)) };
  const problems = [...parsed.data.flatMap((rule, at) => judgeRule(rule, at, tables)), ...judgeList(parsed.data)];
  return problems.length > 0 ? { rules: null, problems: problems.slice(0, mostProblems) } : { rules: parsed.data, problems: [] };
}

/** The draft, or BAD_USER_INPUT that names the first rules with what is wrong with them. */
export function requireRules(input: unknown, tables: ReadonlyMap<string, Table>): RuleDraft[] {
  const { rules, problems } = checkRules(input, tables);
  if (rules) return rules;
  const told = problems.slice(0, 5).map(({ at, rule, field, message }) => `rules.${at}${field && `.${field}`} (${rule}): ${message}`);
  throw new AppError('BAD_USER_INPUT', [...told, ...(problems.length > 5 ? [`and ${problems.length - 5} more`] : [])].join('\n'));
}

function problemOf(issue: z.core.$ZodIssue, input: unknown): RuleProblem {
  const [at, ...rest] = issue.path;
  const index = typeof at === 'number' ? at : -1;
  return { at: index, rule: nameOf(input, index), field: rest.map(String).join('.'), message: issue.message };
}

function nameOf(input: unknown, at: number): string {
  const rule: unknown = Array.isArray(input) ? input[at] : undefined;
  const name = typeof rule === 'object' && rule !== null && 'name' in rule ? rule.name : undefined;
  return typeof name === 'string' && name.trim() !== '' ? name : '?';
}

function judgeRule(rule: RuleDraft, at: number, tables: ReadonlyMap<string, Table>): RuleProblem[] {
  const problem = (field: string, message: string): RuleProblem => ({ at, rule: rule.name, field, message });
  const { action, condition } = rule;
  const matchers = rule.matchers.flatMap((matcher, index) => {
    const wrong = explainMatcher(matcher);
    return wrong === null ? [] : [problem(`matchers.${index}`, wrong)];
  });
  const attempts: [field: string, compile: () => unknown][] = [
    ['condition', () => condition !== null && compileEvaluation(condition)],
    [telling[action.kind], () => compileAction(action, tables)],
  ];
  return [
    ...matchers,
    ...attempts.flatMap(([field, compile]) => {
      try {
        compile();
        return [];
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return [problem(field, error.message)];
      }
    }),
  ];
}

/** The field of an action that is wrong when the action cannot be compiled. */
const telling: Record<RuleDraft['action']['kind'], string> = {
  extract: 'action.pattern',
  compute: 'action.expression',
  look_up: 'action.tableId',
  set: 'action.value',
  drop_labels: 'action.names',
  rename_label: 'action.from',
  drop_alert: 'action',
};

function judgeList(rules: readonly RuleDraft[]): RuleProblem[] {
  return rules.flatMap(({ name, id }, at) => {
    const before = rules.slice(0, at);
    return [
      ...(before.some((rule) => rule.name === name)
        ? [{ at, rule: name, field: 'name', message: `There is a rule named "${name}" before it already.` }]
        : []),
      ...(id !== null && before.some((rule) => rule.id === id) ? [{ at, rule: name, field: 'id', message: 'Two rules have the same id.' }] : []),
    ];
  });
}
