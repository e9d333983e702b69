import type { Deed, PlaybookDefinition, Step } from '../../playbook/definition.ts';

/**
 * Names of steps in a run: `clean`; `each[2].clean` inside a for-each; `clean~undo.restore` for what undoes it. The way through conditions and branches is not
 * part of a name, since ids are unique in a playbook.
 */

/** The approval that a playbook's policy wants before the first step: a step that no playbook names. */
export const policyApproval = '~approval';

const undoMark = '~undo.';

export const undoPath = (path: string, id: string): string => `${path}${undoMark}${id}`;
export const itemPrefix = (path: string, index: number): string => `${path}[${index}].`;
export const isUndo = (path: string): boolean => path.includes(undoMark);

/** What all names of the same round of a for-each begin with; empty outside. */
export function prefixOf(path: string): string {
  const [before = ''] = path.split(undoMark);
  return before.slice(0, before.lastIndexOf('.') + 1);
}

/** The rounds around a prefix, from the outside in, itself included: ``, `a[1].`, `a[1].b[0].`. */
export function prefixesTo(prefix: string): string[] {
  const found = [''];
  for (const { index } of prefix.matchAll(/\]\./g)) found.push(prefix.slice(0, index + 2));
  return found;
}

/** The for-each step of a prefix and the place in its list: `a[1].b[0].` -> `a[1].b`, 0. */
export function roundOf(prefix: string): { path: string; index: number } | null {
  const match = /^(.*)\[(\d+)\]\.$/.exec(prefix);
  return match ? { path: match[1] ?? '', index: Number(match[2]) } : null;
}

/** The steps inside a step, list by list. */
export function listsOf(step: Step): Step[][] {
  switch (step.kind) {
    case 'condition':
      return [step.then, step.else];
    case 'parallel':
      return step.branches;
    case 'forEach':
      return [step.steps];
    default:
      return [];
  }
}

/** Every step of a playbook, each before those inside it; not what undoes them. */
export function* everyStep(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step;
    for (const list of listsOf(step)) yield* everyStep(list);
  }
}

export const undoOf = (step: Step): Deed[] => ('rollBack' in step ? (step.rollBack ?? []) : []);

/** Looks steps up by their path. */
export function stepFinder({ steps }: Pick<PlaybookDefinition, 'steps'>): (path: string) => Step | null {
  const byId = new Map([...everyStep(steps)].map((step) => [step.id, step]));
  return (path) => {
    const [before = '', undo] = path.split(undoMark);
    const step = byId.get(before.slice(before.lastIndexOf('.') + 1)) ?? null;
    return undo === undefined || step === null ? step : (undoOf(step).find(({ id }) => id === undo) ?? null);
  };
}
