import {
  type Address,
  allSteps,
  branchesOf,
  type Definition,
  type Step,
  type StepKind,
  writeAddress,
} from './definition';

/** A definition with where the step that was worked on stands now. */
export interface Edited {
  definition: Definition;
  address: Address;
}

/** The definition with what stands at an address replaced. A missing object or list on the way is made. */
export function withAt(definition: Definition, address: Address, change: (value: unknown) => unknown): Definition {
  // The outermost value stays an object with its name and steps, because an address never is empty.
  return replace(definition, address, change) as Definition;
}

function replace(value: unknown, [part, ...rest]: Address, change: (value: unknown) => unknown): unknown {
  if (part === undefined) {
    return change(value);
  }
  if (typeof part === 'number') {
    const list: unknown[] = Array.isArray(value) ? [...value] : [];
    list[part] = replace(list[part], rest, change);
    return list;
  }
  const record = typeof value === 'object' && value !== null ? { ...value } : {};
  const next = replace(Reflect.get(record, part), rest, change);
  if (next === undefined) {
    Reflect.deleteProperty(record, part);
  } else {
    Reflect.set(record, part, next);
  }
  return record;
}

const inList = (definition: Definition, list: Address, change: (steps: unknown[]) => unknown[]) =>
  withAt(definition, list, (steps) => change(Array.isArray(steps) ? steps : []));

const placeOf = (address: Address) => ({ list: address.slice(0, -1), index: Number(address.at(-1)) });

/** A step with some of its fields changed; undefined takes a field away. */
export function changeStep(definition: Definition, address: Address, changes: Record<string, unknown>): Definition {
  return withAt(definition, address, (step) =>
    Object.fromEntries(Object.entries({ ...(step as Step), ...changes }).filter(([, value]) => value !== undefined))
  );
}

export function addStep(definition: Definition, list: Address, index: number, step: Step): Edited {
  return {
    definition: inList(definition, list, (steps) => [...steps.slice(0, index), step, ...steps.slice(index)]),
    address: [...list, index],
  };
}

/** Takes a step out, with all that stands inside it. A list of what undoes a step goes with the last of it. */
export function removeStep(definition: Definition, address: Address): Definition {
  const { list, index } = placeOf(address);
  return withAt(definition, list, (steps) => {
    const left = (Array.isArray(steps) ? steps : []).filter((_, place) => place !== index);
    return left.length === 0 && list.at(-1) === 'rollBack' ? undefined : left;
  });
}

/** Moves a step a place earlier (-1) or later (1) in its list; at the end of the list nothing happens. */
export function moveBy(definition: Definition, address: Address, by: -1 | 1): Edited {
  const { list, index } = placeOf(address);
  let moved = false;
  const next = inList(definition, list, (steps) => {
    const to = index + by;
    if (to < 0 || to >= steps.length) {
      return steps;
    }
    moved = true;
    const rest = steps.filter((_, place) => place !== index);
    return [...rest.slice(0, to), steps[index], ...rest.slice(to)];
  });
  return { definition: next, address: moved ? [...list, index + by] : address };
}

/** Moves a step to the end of another list. Nothing happens when the list stands inside the step itself. */
export function moveInto(definition: Definition, address: Address, list: Address): Edited {
  const step = allSteps(definition).find((placed) => writeAddress(placed.address) === writeAddress(address))?.step;
  if (step === undefined || isInside(list, address)) {
    return { definition, address };
  }
  const target = shiftAfterRemoval(list, address);
  const without = removeStep(definition, address);
  let index = 0;
  const next = inList(without, target, (steps) => {
    index = steps.length;
    return [...steps, step];
  });
  return { definition: next, address: [...target, index] };
}

function isInside(list: Address, address: Address): boolean {
  return address.every((part, place) => list[place] === part);
}

/** Where a list stands once the step at `removed` is gone: steps after it in the same list stand one place earlier. */
function shiftAfterRemoval(list: Address, removed: Address): Address {
  const place = removed.length - 1;
  const index = list[place];
  const sharesList = removed.slice(0, -1).every((part, at) => list[at] === part);
  return sharesList && typeof index === 'number' && index > Number(removed[place])
    ? [...list.slice(0, place), index - 1, ...list.slice(place + 1)]
    : list;
}

/** Puts a copy below a step, with identifiers of its own all the way down. */
export function duplicateStep(definition: Definition, address: Address): Edited {
  const { list, index } = placeOf(address);
  const placed = allSteps(definition).find((each) => writeAddress(each.address) === writeAddress(address));
  if (placed === undefined) {
    return { definition, address };
  }
  const taken = new Set(allSteps(definition).map(({ step }) => step.id));
  return addStep(definition, list, index + 1, withFreshIds(placed.step, taken));
}

function withFreshIds(step: Step, taken: Set<string>): Step {
  const id = freshId(taken, step.id.replace(/\d+$/, '') || step.kind);
  const copy = branchesOf(step).reduce<Step>(
    (so, branch) => replace(so, branch.at, () => branch.steps.map((inner) => withFreshIds(inner, taken))) as Step,
    step
  );
  return { ...copy, id };
}

/** The first of `word`, `word2`, `word3`… that is free; it is taken from then on. */
function freshId(taken: Set<string>, word: string): string {
  let id = word;
  for (let number = 2; taken.has(id); number += 1) {
    id = `${word}${number}`;
  }
  taken.add(id);
  return id;
}

/** A list that steps can stand in. */
export interface StepList {
  address: Address;
  /** The step that it belongs to; undefined for the playbook's own. */
  owner: Step | undefined;
  role: 'playbook' | 'then' | 'else' | 'branch' | 'each' | 'undo';
  number?: number;
}

/** Every list that steps can stand in, the playbook's own first. */
export function allLists(definition: Definition): StepList[] {
  return [
    { address: ['steps'], owner: undefined, role: 'playbook' },
    ...allSteps(definition).flatMap(({ step, address }) =>
      branchesOf(step).map(({ role, number, at }) => ({ address: [...address, ...at], owner: step, role, number }))
    ),
  ];
}

/** A step that nobody filled in yet, with what its kind cannot be without. */
export function newStep(definition: Definition, kind: StepKind, name: string): Step {
  const taken = new Set(allSteps(definition).map(({ step }) => step.id));
  return { kind, id: freshId(taken, kind), name, ...beginnings[kind] };
}

const beginnings: Record<StepKind, Record<string, unknown>> = {
  script: { script: '', parameters: {} },
  ssh: { host: '', credential: '', command: '' },
  http: { method: 'GET', url: '' },
  kubernetes: { credential: '', action: 'restart', namespace: 'default', resource: 'deployment', objectName: '' },
  n8n: { connection: '', workflow: '' },
  notify: { to: [], text: '' },
  silence: { matchers: '', minutes: 60, comment: '' },
  grafanaAnnotation: { credential: '', text: '', tags: [] },
  agent: { agent: 'rootCause' },
  condition: { when: '', then: [], else: [] },
  parallel: { branches: [[], []] },
  forEach: { items: '', atOnce: 5, most: 100, steps: [] },
  verify: { check: { by: 'promql', credential: '', query: '' }, withinSeconds: 300, everySeconds: 15, holdSeconds: 0 },
  wait: { seconds: 60 },
  approval: { message: '', count: 1, teams: [], expiresMinutes: 1440 },
  input: { message: '', schema: { type: 'object', properties: {} }, teams: [], expiresMinutes: 1440 },
  playbook: { playbook: '', inputs: {} },
};
