import { AppError } from '#kit/errors';
import type { Json } from '#kit/expression';
import { actionOf, isDeed, type StepRef } from '../actions/actionKinds.ts';
import { renderTemplate } from '../actions/template.ts';
import type { AutomationPlatform } from '../context.ts';
import { itemPrefix, undoOf, undoPath } from '../engine/plan/paths.ts';
import { evaluateIn, type Scope } from '../engine/scope.ts';
import { describeVerify } from '../engine/verify/lookVerify.ts';
import type { Deed, PlaybookDefinition, Step } from '../playbook/definition.ts';

/** What a step would do. */
export type DryStep = {
  path: string;
  kind: string;
  name: string;
  /** What it would do, secrets masked; null where that is not known before it runs, or where it would not be done. */
  would: Json;
  /** Whether it would be left out, as far as is known. */
  skipped: boolean;
  /** Why it is not known what it would do, or what would go wrong; null for nothing. */
  problem: string | null;
};

/** Rounds of a for-each that are shown. */
const roundsShown = 3;

/**
 * Goes through a playbook as a run would, as far as can be told without doing anything: what depends on what an earlier step gives is not known, and said so; of a
 * condition that depends on it both ways are shown.
 */
export async function walkDry(
  platform: AutomationPlatform,
  definition: PlaybookDefinition,
  scope: Scope,
  { tenantId, runId }: Pick<StepRef, 'tenantId' | 'runId'>,
): Promise<DryStep[]> {
  const shown: DryStep[] = [];
  const add = (step: Step | Deed, path: string, change: Partial<DryStep>): void => {
    shown.push({ path, kind: step.kind, name: step.name, would: null, skipped: false, problem: null, ...change });
  };
  const walk = async (steps: readonly Step[], prefix: string, inside: Scope, isSkipped: boolean): Promise<void> => {
    for (const step of steps) await show(step, prefix + step.id, prefix, inside, isSkipped);
  };
  const show = async (step: Step | Deed, path: string, prefix: string, inside: Scope, isSkipped: boolean): Promise<void> => {
    const condition = step.if === undefined ? { value: true as Json } : attempt(() => evaluateIn(inside, step.if ?? ''));
    const skipped = isSkipped || ('value' in condition && condition.value !== true);
    const unsure = 'problem' in condition ? condition.problem : null;
    if (isDeed(step)) {
      const ref = { tenantId, runId, path, fence: 0, attempt: 1, idempotencyKey: `${runId}:${path}` };
      const told = skipped ? { value: null } : await attemptLater(async () => actionOf(step).describe(step, { scope: inside, ref }, platform));
      add(step, path, { ...tell(told, unsure), skipped });
      for (const deed of undoOf(step)) await show(deed, undoPath(path, deed.id), prefix, inside, true);
      return;
    }
    const inputs = (values: Record<string, string>): Json =>
      Object.fromEntries(Object.entries(values).map(([name, text]) => [name, evaluateIn(inside, text)]));
    switch (step.kind) {
      case 'condition': {
        const when = attempt(() => evaluateIn(inside, step.when) === true);
        add(step, path, { ...tell('value' in when ? { value: { goes: when.value ? 'then' : 'else' } } : when, unsure), skipped });
        const goesThen = !('value' in when) || when.value;
        await walk(step.then, prefix, inside, skipped || !goesThen);
        return walk(step.else, prefix, inside, skipped || ('value' in when && when.value));
      }
      case 'parallel':
        add(step, path, { would: { branches: step.branches.length }, skipped, problem: unsure });
        for (const branch of step.branches) await walk(branch, prefix, inside, skipped);
        return;
      case 'forEach': {
        const items = attempt(() => evaluateIn(inside, step.items));
        const list = 'value' in items && Array.isArray(items.value) ? items.value : null;
        const wrong =
          'problem' in items
            ? items.problem
            : list === null
              ? 'What it goes through is not a list.'
              : list.length > step.most
                ? `There are ${list.length}; ${step.most} is the most.`
                : null;
        add(step, path, { would: list && { count: list.length, items: list.slice(0, roundsShown) }, skipped, problem: wrong ?? unsure });
        for (const [index, item] of (list ?? []).slice(0, roundsShown).entries())
          await walk(step.steps, itemPrefix(path, index), { ...inside, item, index }, skipped);
        return;
      }
      case 'verify': {
        const ref = { tenantId, runId, path, fence: 0, attempt: 1, idempotencyKey: `${runId}:${path}` };
        return add(step, path, { ...tell(await attemptLater(() => describeVerify(step, { scope: inside, ref }, platform)), unsure), skipped });
      }
      case 'wait':
        return add(step, path, { would: { seconds: step.seconds }, skipped, problem: unsure });
      case 'approval':
        return add(step, path, {
          ...tell(
            attempt(() => ({ asks: renderTemplate(step.message, 'text', inside), count: step.count, teams: step.teams })),
            unsure,
          ),
          skipped,
        });
      case 'input':
        return add(step, path, {
          ...tell(
            attempt(() => ({ asks: renderTemplate(step.message, 'text', inside), teams: step.teams })),
            unsure,
          ),
          skipped,
        });
      case 'playbook':
        return add(step, path, {
          ...tell(
            attempt(() => ({ playbook: step.playbook, inputs: inputs(step.inputs) })),
            unsure,
          ),
          skipped,
        });
      default:
        return step satisfies never;
    }
  };
  await walk(definition.steps, '', scope, false);
  return shown;
}

type Told = { value: unknown } | { problem: string };

function attempt<Value>(work: () => Value): { value: Value } | { problem: string } {
  try {
    return { value: work() };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

async function attemptLater<Value>(work: () => Promise<Value>): Promise<{ value: Value } | { problem: string }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  throw error;
}

const tell = (told: Told, unsure: string | null): Pick<DryStep, 'would' | 'problem'> =>
  'value' in told ? { would: told.value as Json, problem: unsure } : { would: null, problem: told.problem };
