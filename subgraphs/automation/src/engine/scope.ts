import { compileExpression, type Expression, type Json } from '#kit/expression';
import type { Run } from '#prisma/generated/client';
import { type PlaybookDefinition, scopeVariables, type Step } from '../playbook/definition.ts';
import { everyStep, prefixesTo, roundOf, undoOf } from './plan/paths.ts';
import { itemsOf, type StepState } from './plan/planRun.ts';

/** What expressions and templates of a run see. Names that have no value yet are null. */
export type Scope = {
  event: unknown;
  incident: unknown;
  inputs: Record<string, unknown>;
  /** By id: what the steps that were begun before gave, and the nearest of a for-each's rounds. */
  steps: Record<string, { status: string; outcome: string | null; error: string | null; output: unknown }>;
  run: { id: string; playbook: string; cause: { kind: string; label: string } };
  item: unknown;
  index: number | null;
};

/** As much of a run as its scope is made of. */
export type ScopeFacts = Pick<Run, 'id' | 'playbookName' | 'causeKind' | 'causeLabel' | 'incident' | 'event' | 'inputs'>;

/** The scope of the steps of a run that begin with a prefix. Pure. */
export function buildScope(run: ScopeFacts, rows: ReadonlyMap<string, StepState>, definition: PlaybookDefinition, prefix: string): Scope {
  const prefixes = prefixesTo(prefix);
  const steps: Scope['steps'] = {};
  for (const { id } of everyStep(definition.steps)) {
    for (const around of prefixes) {
      const row = rows.get(around + id);
      if (row) steps[id] = { status: row.status, outcome: row.outcome, error: row.error ?? null, output: row.output ?? null };
    }
  }
  const round = roundOf(prefix);
  const items = round ? itemsOf(rows.get(round.path) ?? { state: null }) : [];
  return {
    event: run.event,
    incident: run.incident,
    inputs: (run.inputs ?? {}) as Record<string, unknown>,
    steps,
    run: { id: run.id, playbook: run.playbookName, cause: { kind: run.causeKind, label: run.causeLabel } },
    item: round ? (items[round.index] ?? null) : null,
    index: round?.index ?? null,
  };
}

/** Evaluates an expression of a playbook. BAD_USER_INPUT when it cannot be read or has no value. */
export function evaluateIn(scope: Scope, text: string): Json {
  return compile(text).evaluate(scope);
}

/** Reading an expression costs a hundred times what evaluating it does, and playbooks come again. */
const compiled = new Map<string, Expression>();
const mostCompiled = 2_000;

function compile(text: string): Expression {
  const known = compiled.get(text);
  if (known) return known;
  const made = compileExpression(text, scopeVariables);
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(text, made);
  return made;
}

/** Ids of the steps whose outputs the expressions of control steps name; `all` where one takes the whole of `steps`. */
export function stepsNamedIn(definition: PlaybookDefinition): string[] | 'all' {
  const texts = [...everyStep(definition.steps)].flatMap((step) => [...expressionsOf(step), ...undoOf(step).flatMap(expressionsOf)]);
  return namedIn(texts.join('\n'));
}

/** The same for a text, such as a step as JSON. */
export function namedIn(text: string): string[] | 'all' {
  const named = [...text.matchAll(/\bsteps\b\s*(?:\.\s*(\w+)|\[\s*\\?["'](\w+))?/g)].map((match) => match[1] ?? match[2]);
  return named.includes(undefined) ? 'all' : [...new Set(named.filter((name) => name !== undefined))];
}

function expressionsOf(step: Step): string[] {
  const own = step.if === undefined ? [] : [step.if];
  switch (step.kind) {
    case 'condition':
      return [...own, step.when];
    case 'forEach':
      return [...own, step.items];
    case 'playbook':
      return [...own, ...Object.values(step.inputs)];
    default:
      return own;
  }
}
