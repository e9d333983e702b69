import { asRecord } from '../api/errors';

/** Kinds that do something outside the run; only these can undo others. */
export const deedKinds = [
  'script',
  'ssh',
  'http',
  'kubernetes',
  'n8n',
  'notify',
  'silence',
  'grafanaAnnotation',
  'agent',
] as const;

/** Kinds that decide, wait or ask. */
export const flowKinds = [
  'condition',
  'parallel',
  'forEach',
  'verify',
  'wait',
  'approval',
  'input',
  'playbook',
] as const;

export const stepKinds = [...deedKinds, ...flowKinds] as const;
export type StepKind = (typeof stepKinds)[number];

/**
 * A step as it is written. What it holds besides these three is as its kind says and may be wrong while it is being written, so it is read where it is
 * needed; what this version of the app does not know is kept.
 */
export interface Step {
  kind: StepKind;
  id: string;
  name: string;
  [field: string]: unknown;
}

/** A playbook as it is written. */
export interface Definition {
  name: string;
  steps: Step[];
  [field: string]: unknown;
}

/** Where something stands in a definition: names and places from the outside in. */
export type Address = ReadonlyArray<string | number>;

/** An address as the platform writes it: `steps[0].then[1].url`. */
export function writeAddress(address: Address): string {
  return address.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    ''
  );
}

/** One of a step's own lists of steps. */
export interface Branch {
  /** What the list is to its step; of a parallel step also which of its branches. */
  role: 'then' | 'else' | 'branch' | 'each' | 'undo';
  number?: number;
  /** Where it stands inside the step. */
  at: Address;
  steps: Step[];
}

/** The lists of steps that a step of this kind has, also those that are still empty; what undoes it comes last. */
export function branchesOf(step: Step): Branch[] {
  const undo: Branch[] =
    'rollBack' in step ? [{ role: 'undo', at: ['rollBack'], steps: readSteps(step.rollBack) }] : [];
  switch (step.kind) {
    case 'condition':
      return [
        { role: 'then', at: ['then'], steps: readSteps(step.then) },
        { role: 'else', at: ['else'], steps: readSteps(step.else) },
      ];
    case 'parallel':
      return (Array.isArray(step.branches) ? step.branches : []).map((branch, index) => ({
        role: 'branch',
        number: index + 1,
        at: ['branches', index],
        steps: readSteps(branch),
      }));
    case 'forEach':
      return [{ role: 'each', at: ['steps'], steps: readSteps(step.steps) }];
    default:
      return undo;
  }
}

/** A definition out of any JSON: steps that are none are left out, and what is missing is empty. Undefined when it is no object at all. */
export function readDefinition(value: unknown): Definition | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const record = asRecord(value);
  return { ...record, name: text(record.name), steps: readSteps(record.steps) };
}

function readSteps(value: unknown): Step[] {
  return (Array.isArray(value) ? value : []).map((each: unknown) => {
    const record = asRecord(each);
    return { ...record, kind: readKind(record.kind), id: text(record.id), name: text(record.name) };
  });
}

/** A kind that this version does not know is kept, so that saving the form does not lose it; every use of it must do without. */
function readKind(value: unknown): StepKind {
  return (text(value) || 'wait') as StepKind;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** A step with where it stands. */
export interface PlacedStep {
  step: Step;
  address: Address;
  /** How many steps it stands inside of. */
  depth: number;
  /** Whether it, or what it stands in, undoes something. */
  undoes: boolean;
}

/** Every step, each before those inside it. */
export function allSteps({ steps }: Definition): PlacedStep[] {
  const visit = (list: Step[], at: Address, depth: number, undoes: boolean): PlacedStep[] =>
    list.flatMap((step, index) => {
      const address = [...at, index];
      return [
        { step, address, depth, undoes },
        ...branchesOf(step).flatMap((branch) =>
          visit(branch.steps, [...address, ...branch.at], depth + 1, undoes || branch.role === 'undo')
        ),
      ];
    });
  return visit(steps, ['steps'], 0, false);
}
