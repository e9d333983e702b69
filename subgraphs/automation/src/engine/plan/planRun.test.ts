import fc from 'fast-check';
import { type PlaybookDefinition, playbookDefinition, type Step } from '../../playbook/definition.ts';
import { judgeAttempt } from './judgeAttempt.ts';
import { everyStep, isUndo, listsOf, stepFinder } from './paths.ts';
import { type Change, isOpen, type Plan, planRun, type StepState } from './planRun.ts';

/*
 * Playbooks of every shape are run by a small world in place of the database: it does what workers, time and people do to steps, in any order, and the plan
 * after each. What must never happen is checked all along.
 */

const start = new Date('2026-01-01T00:00:00Z');
const base = (id: string, onError: string) => ({ id, name: id, onError });

/** A list of steps of some depth; ids are given afterwards. */
const leaf = fc.record({
  kind: fc.constantFrom('http', 'http', 'http', 'wait', 'verify', 'approval'),
  onError: fc.constantFrom('rollBack', 'rollBack', 'continue', 'stop'),
  retry: fc.boolean(),
  undo: fc.constantFrom(0, 0, 1, 2),
  idempotent: fc.boolean(),
  skip: fc.constantFrom(false, false, false, true),
});
type Leaf = typeof leaf extends fc.Arbitrary<infer Shape> ? Shape : never;
type Tree = { leaf: Leaf } | { group: 'condition' | 'parallel' | 'forEach'; onError: string; lists: Tree[][]; items: number; atOnce: number };

const tree: fc.Arbitrary<Tree> = fc.letrec<{ node: Tree; list: Tree[] }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.record({ leaf }),
    fc.record({
      group: fc.constantFrom('condition' as const, 'parallel' as const, 'forEach' as const),
      onError: fc.constantFrom('rollBack', 'rollBack', 'continue', 'stop'),
      lists: fc.array(tie('list'), { minLength: 2, maxLength: 2 }),
      items: fc.nat(3),
      atOnce: fc.integer({ min: 1, max: 3 }),
    }),
  ),
  list: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
})).node;

function toDefinition(trees: readonly Tree[]): PlaybookDefinition {
  let count = 0;
  const toStep = (node: Tree): unknown => {
    const id = `s${(count += 1)}`;
    if ('group' in node) {
      const [first = [], second = []] = node.lists.map((list) => list.map(toStep));
      const common = base(id, node.onError);
      if (node.group === 'condition') return { ...common, kind: 'condition', when: node.items > 1 ? 'true' : 'false', then: first, else: second };
      if (node.group === 'parallel') return { ...common, kind: 'parallel', branches: [first, second] };
      return { ...common, kind: 'forEach', items: `list:${node.items}`, atOnce: node.atOnce, steps: first };
    }
    const { kind, onError, retry, undo, idempotent, skip } = node.leaf;
    const common = { ...base(id, onError), ...(skip && { if: 'false' }) };
    if (kind === 'wait') return { ...common, kind, seconds: 30 };
    if (kind === 'approval') return { ...common, kind, message: 'May I?' };
    if (kind === 'verify') return { ...common, kind, check: { by: 'http', method: 'GET', url: 'https://x.example/' } };
    const deed = { kind: 'http', method: 'POST', url: 'https://x.example/', idempotent };
    return {
      ...common,
      ...deed,
      ...(retry && { retry: { attempts: 2 } }),
      ...(undo > 0 && { rollBack: Array.from({ length: undo }, (_, index) => ({ ...base(`${id}u${index}`, onError), ...deed })) }),
    };
  };
  return playbookDefinition.parse({ name: 'x', steps: trees.map(toStep) });
}

const evaluate = (text: string): boolean | number[] =>
  text.startsWith('list:') ? Array.from({ length: Number(text.slice(5)) }, (_, index) => index) : text === 'true';
const isRepeatable = (step: object): boolean => !('idempotent' in step) || step.idempotent === true;

/** Runs a playbook; each number decides what happens next. */
function simulate(definition: PlaybookDefinition, choices: readonly number[], cancelAfter: number | null) {
  const rows = new Map<string, StepState>();
  const find = stepFinder(definition);
  const taken: string[] = [];
  const log: Change[] = [];
  const begunAfterCancel: string[] = [];
  const lost = new Set<string>();
  let now = start;
  let isCancelled = false;
  let mostRounds = 0;
  let plan: Plan = { changes: [], run: { status: 'QUEUED', outcome: null, isOver: false } };

  const planNow = (): Plan =>
    planRun({
      ...{ definition, approval: null, steps: [...rows.values()], now, isCancelled, deadlineAt: new Date(start.getTime() + 3_600_000) },
      ...{ evaluate, isRepeatable },
    });
  const settle = (): void => {
    plan = planNow();
    for (const change of plan.changes) write(change);
    const rounds = [...rows.values()].flatMap(({ path, status }) => (isOpen(status) ? (/^each\[\d+\]/.exec(path) ?? []) : []));
    mostRounds = Math.max(mostRounds, new Set(rounds).size);
    // What is written is not planned again.
    expect(planNow()).toEqual({ changes: [], run: plan.run });
  };
  const write = (change: Change): void => {
    log.push(change);
    const { path } = change;
    if (change.do === 'begin') {
      expect(rows.has(path)).toBe(false);
      if (isCancelled) begunAfterCancel.push(path);
      const { kind, status, nextAt, state } = change;
      rows.set(path, { path, number: rows.size + 1, kind, status, outcome: null, attempt: 0, fence: 0, nextAt, leaseUntil: null, state });
      return;
    }
    const row = rows.get(path);
    expect(row && isOpen(row.status)).toBe(true);
    if (change.do === 'end') Object.assign(row ?? {}, { status: change.status, outcome: change.outcome, nextAt: null, leaseUntil: null });
    else Object.assign(row ?? {}, { status: 'QUEUED', nextAt: change.nextAt, leaseUntil: null });
  };
  /** Something happens to a step: a worker takes it, ends it or is lost, a person answers. */
  const happen = (row: StepState, choice: number): void => {
    const step = find(row.path);
    if (!step) throw new Error(`There is no step ${row.path}.`);
    if (row.status === 'QUEUED') {
      if (isCancelled) throw new Error(`${row.path} is queued in a cancelled run.`);
      expect(lost).not.toContain(row.path);
      now = new Date(Math.max(now.getTime(), row.nextAt?.getTime() ?? 0));
      const isAttempt = row.kind !== 'verify' || row.attempt === 0;
      const attempt = row.attempt + (isAttempt ? 1 : 0);
      if (isAttempt) taken.push(`${row.path}#${attempt}`);
      Object.assign(row, { status: 'RUNNING', nextAt: null, leaseUntil: new Date(now.getTime() + 15_000), attempt, fence: row.fence + 1 });
      return;
    }
    if (row.status === 'WAITING') {
      if (row.kind === 'approval' && choice % 3 > 0)
        Object.assign(row, { status: choice % 3 === 1 ? 'SUCCEEDED' : 'FAILED', outcome: 'x', nextAt: null });
      else now = new Date(Math.max(now.getTime(), row.nextAt?.getTime() ?? 0));
      return;
    }
    if (choice % 7 === 0) {
      // Its worker is lost, and nobody notices before the lease ends: what must not be done twice is not taken again.
      if (row.kind !== 'verify' && !isRepeatable(step)) lost.add(row.path);
      now = new Date(Math.max(now.getTime(), row.leaseUntil?.getTime() ?? 0));
      return;
    }
    if (row.kind === 'verify' && choice % 7 === 1) {
      Object.assign(row, { status: 'QUEUED', nextAt: new Date(now.getTime() + 15_000), leaseUntil: null });
      if (isCancelled) Object.assign(row, { status: 'CANCELLED', nextAt: null });
      return;
    }
    const status = (['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED', 'TIMED_OUT'] as const)[choice % 5] ?? 'SUCCEEDED';
    const again = status === 'SUCCEEDED' ? null : judgeAttempt(step, row.attempt, { status, outcome: 'x' }, isRepeatable(step));
    if (again && !isCancelled) Object.assign(row, { status: 'QUEUED', nextAt: new Date(now.getTime() + again.retryInMs), leaseUntil: null });
    else Object.assign(row, { status: isCancelled && status !== 'SUCCEEDED' ? 'CANCELLED' : status, outcome: 'x', nextAt: null, leaseUntil: null });
  };

  settle();
  let turns = 0;
  for (; !plan.run.isOver; turns += 1) {
    if (turns > 2_000) throw new Error('This run never ends.');
    if (cancelAfter !== null && turns >= cancelAfter) isCancelled = true;
    const leaves = [...rows.values()].filter((row) => isOpen(row.status) && !['condition', 'parallel', 'forEach'].includes(row.kind));
    const choice = choices[turns % choices.length] ?? 1;
    const wasCancelled = isCancelled && plan.run.isOver === false && cancelAfter === turns;
    const chosen = leaves[choice % Math.max(1, leaves.length)];
    if (!wasCancelled && chosen) happen(chosen, Math.floor(choice / 3));
    settle();
  }
  return { rows, taken, log, begunAfterCancel, mostRounds, run: plan.run };
}

const runs = {
  trees: fc.array(tree, { minLength: 1, maxLength: 4 }),
  choices: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 40 }),
};
const often = { numRuns: 200 };

test('every run ends, with no step left open, and no attempt at a step is made twice', () => {
  fc.assert(
    fc.property(runs.trees, runs.choices, (trees, choices) => {
      const { rows, taken, run } = simulate(toDefinition(trees), choices, null);
      expect([...rows.values()].filter((row) => isOpen(row.status))).toEqual([]);
      expect(new Set(taken).size).toBe(taken.length);
      expect(run.outcome).not.toBeNull();
      expect(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABANDONED']).toContain(run.status);
    }),
    often,
  );
});

test('nothing begins once a run is cancelled, and it ends cancelled or as it would have', () => {
  fc.assert(
    fc.property(runs.trees, runs.choices, fc.nat(15), (trees, choices, cancelAfter) => {
      const { begunAfterCancel, rows, run } = simulate(toDefinition(trees), choices, cancelAfter);
      expect(begunAfterCancel).toEqual([]);
      expect([...rows.values()].filter((row) => isOpen(row.status))).toEqual([]);
      expect(run.isOver).toBe(true);
    }),
    often,
  );
});

test('only what succeeded is undone, the latest first, and each of its deeds in the order that it says', () => {
  fc.assert(
    fc.property(runs.trees, runs.choices, (trees, choices) => {
      const { rows, log, run } = simulate(toDefinition(trees), choices, null);
      const undone = log.filter((change) => change.do === 'begin' && isUndo(change.path)).map(({ path }) => path.split('~undo.'));
      const numbers = undone.map(([path = '']) => rows.get(path)?.number ?? -1);
      expect(numbers).toEqual([...numbers].sort((one, other) => other - one));
      for (const [path = ''] of undone) expect(rows.get(path)?.status).toBe('SUCCEEDED');
      const orders = [...Map.groupBy(undone, ([path]) => path).values()].map((deeds) => deeds.map(([, id]) => id));
      for (const order of orders) expect(order).toEqual([...order].sort());
      // What is undone is not a success.
      if (undone.length > 0) expect(run.status).not.toBe('SUCCEEDED');
      // Nothing new is done once undoing has begun.
      const first = log.findIndex((change) => change.do === 'begin' && isUndo(change.path));
      if (first !== -1) expect(log.slice(first).filter((change) => change.do === 'begin' && !isUndo(change.path))).toEqual([]);
    }),
    often,
  );
});

test('a step begins only when the one before it in its list is over, and not after one that failed for good', () => {
  fc.assert(
    fc.property(runs.trees, runs.choices, (trees, choices) => {
      const definition = toDefinition(trees);
      const { log } = simulate(definition, choices, null);
      const before = new Map<string, string>();
      const note = (steps: readonly Step[]): void => {
        steps.forEach((step, index) => index > 0 && before.set(step.id, steps[index - 1]?.id ?? ''));
      };
      note(definition.steps);
      for (const step of everyStep(definition.steps)) listsOf(step).forEach(note);
      const begun = new Set<string>();
      for (const change of log) {
        if (change.do !== 'begin' || isUndo(change.path)) continue;
        begun.add(change.path);
        const prefix = change.path.slice(0, change.path.length - change.id.length);
        const previous = before.get(change.id);
        if (previous !== undefined) expect(begun.has(prefix + previous)).toBe(true);
      }
    }),
    often,
  );
});

test('a for-each has no more rounds under way than it may', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), runs.choices, (atOnce, choices) => {
      const definition = playbookDefinition.parse({
        name: 'x',
        steps: [
          {
            ...{ kind: 'forEach', ...base('each', 'rollBack'), items: 'list:9', atOnce },
            steps: [
              { kind: 'http', ...base('a', 'continue'), method: 'GET', url: 'https://x.example/' },
              { kind: 'wait', ...base('b', 'continue'), seconds: 5 },
            ],
          },
        ],
      });
      const { mostRounds, run } = simulate(definition, choices, null);
      expect(mostRounds).toBe(Math.min(atOnce, 9));
      expect(run).toMatchObject({ status: 'SUCCEEDED' });
    }),
    { numRuns: 50 },
  );
});
