import { AppError } from '#kit/errors';
import { compileExpression } from '#kit/expression';
import { isTimeZone } from '#kit/wallTime';
import type { z } from 'zod';
import { actionOf, type CheckMeans, isDeed } from '../actions/actionKinds.ts';
import { checkTemplate, type Place } from '../actions/template.ts';
import { undoOf } from '../engine/plan/paths.ts';
import { type Deed, type PlaybookDefinition, playbookDefinition, scopeVariables, type Step } from './definition.ts';
import { readYaml, type ReadYaml } from './yaml.ts';

/** Something wrong with a playbook: where (`steps[0].then[1].url`, empty for the whole), what, and in which line of the YAML if it came as that. */
export type PlaybookProblem = { path: string; message: string; line: number | null };

export type CheckedPlaybook = { definition: PlaybookDefinition | null; problems: PlaybookProblem[] };

/** Longest playbook that is looked at, in bytes. */
export const longestPlaybook = 256 * 1024;

type Place0 = readonly PropertyKey[];
type Found = { at: Place0; message: string };

/**
 * Reads a playbook, as YAML or as JSON, and finds all that is wrong with it before it runs: its shape, names used twice, expressions and templates that cannot be
 * read, and names of what the tenant does not have. `definition` is null where it has no shape to speak of. BAD_USER_INPUT for one of more than 256 KiB.
 */
export async function checkPlaybook(input: { yaml: string } | { definition: unknown }, means: CheckMeans): Promise<CheckedPlaybook> {
  const text = 'yaml' in input ? input.yaml : JSON.stringify(input.definition ?? null);
  if (Buffer.byteLength(text) > longestPlaybook) throw new AppError('BAD_USER_INPUT', 'A playbook has at most 256 KiB.');
  const file: ReadYaml | null = 'yaml' in input ? readYaml(input.yaml) : null;
  if (file && file.problems.length > 0) {
    return { definition: null, problems: file.problems.map(({ line, message }) => ({ path: '', message, line })) };
  }
  const parsed = playbookDefinition.safeParse(file ? file.value : 'definition' in input ? input.definition : null);
  const found = parsed.success ? await findProblems(parsed.data, means) : parsed.error.issues.flatMap(fromIssue);
  const problems = found.map(({ at, message }) => ({ path: writePath(at), message, line: file?.lineOf(at) ?? null }));
  return { definition: parsed.data ?? null, problems };
}

function fromIssue(issue: z.core.$ZodIssue): Found[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ at: [...issue.path, key], message: `There is nothing named "${key}" here.` }));
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ at: issue.path, message: `The name is ${message}.` }));
  return [{ at: issue.path, message: issue.message }];
}

/** `steps[0].then[1].url` */
export function writePath(at: Place0): string {
  return at.reduce<string>(
    (written, part) => (typeof part === 'number' ? `${written}[${part}]` : written === '' ? String(part) : `${written}.${String(part)}`),
    '',
  );
}

async function findProblems(definition: PlaybookDefinition, means: CheckMeans): Promise<Found[]> {
  const found: Found[] = [];
  const ids = new Map<string, string>();
  const expression = (at: Place0, text: string | undefined): void => {
    if (text !== undefined) tryAt(found, at, () => compileExpression(text, scopeVariables));
  };
  const template = (at: Place0, text: string, place: Place): void => tryAt(found, at, () => checkTemplate(text, place));

  expression(['resources'], definition.resources);
  definition.policies.approvals.forEach(({ when }, index) => expression(['policies', 'approvals', index, 'when'], when));
  definition.policies.blackouts.forEach(({ zone, from, to }, index) => {
    const at = ['policies', 'blackouts', index];
    if (!isTimeZone(zone)) found.push({ at: [...at, 'zone'], message: `${zone} is not the name of a time zone.` });
    for (const [name, time] of Object.entries({ from, to })) {
      if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) found.push({ at: [...at, name], message: `${time} is not a time of the day.` });
    }
  });
  for (const [name, input] of Object.entries(definition.inputs)) {
    const at = ['inputs', name];
    if (input.default !== undefined && typeof input.default !== input.type)
      found.push({ at: [...at, 'default'], message: `It is not a ${input.type}.` });
    if (input.options?.some((option) => typeof option !== input.type))
      found.push({ at: [...at, 'options'], message: `They are not all a ${input.type}.` });
  }

  const visit = async (step: Step | Deed, at: Place0): Promise<void> => {
    const known = ids.get(step.id);
    if (known !== undefined) found.push({ at: [...at, 'id'], message: `There is another step with the id "${step.id}", at ${known}.` });
    else ids.set(step.id, writePath(at));
    expression([...at, 'if'], step.if);
    if (isDeed(step)) {
      for (const { path, message } of await actionOf(step).check(step, means)) found.push({ at: [...at, ...path.split('.')], message });
    } else await visitControl(step, at);
    for (const [index, deed] of undoOf(step).entries()) await visit(deed, [...at, 'rollBack', index]);
  };
  const visitAll = async (steps: readonly Step[], at: Place0): Promise<void> => {
    for (const [index, step] of steps.entries()) await visit(step, [...at, index]);
  };
  const visitControl = async (step: Exclude<Step, Deed>, at: Place0): Promise<void> => {
    switch (step.kind) {
      case 'condition':
        expression([...at, 'when'], step.when);
        await visitAll(step.then, [...at, 'then']);
        return visitAll(step.else, [...at, 'else']);
      case 'parallel':
        for (const [index, branch] of step.branches.entries()) await visitAll(branch, [...at, 'branches', index]);
        return;
      case 'forEach':
        expression([...at, 'items'], step.items);
        return visitAll(step.steps, [...at, 'steps']);
      case 'playbook': {
        for (const [name, text] of Object.entries(step.inputs)) expression([...at, 'inputs', name], text);
        if (step.playbook === definition.name) found.push({ at: [...at, 'playbook'], message: 'A playbook cannot be a step of itself.' });
        else if (!(await means.db.playbook.findFirst({ where: { name: step.playbook, archivedAt: null }, select: { id: true } })))
          found.push({ at: [...at, 'playbook'], message: `There is no playbook named ${step.playbook}.` });
        return;
      }
      case 'approval':
      case 'input':
        template([...at, 'message'], step.message, 'text');
        return;
      case 'wait':
        if (step.seconds > definition.timeoutMinutes * 60)
          found.push({ at: [...at, 'seconds'], message: `The whole playbook has ${definition.timeoutMinutes} minutes (timeoutMinutes).` });
        return;
      case 'verify': {
        const { check } = step;
        const in_ = [...at, 'check'];
        if (check.by === 'promql') return template([...in_, 'query'], check.query, 'text');
        expression([...in_, 'holds'], undefined);
        if (check.holds !== undefined) {
          const holds = check.holds;
          tryAt(found, [...in_, 'holds'], () => compileExpression(holds, [...scopeVariables, 'answer']));
        }
        template([...in_, 'url'], check.url, 'url');
        if (check.body !== undefined) template([...in_, 'body'], check.body, 'json');
        return;
      }
      default:
        return step satisfies never;
    }
  };
  await visitAll(definition.steps, ['steps']);
  return found;
}

function tryAt(found: Found[], at: Place0, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    found.push({ at, message: error.message });
  }
}
