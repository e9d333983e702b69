import { AppError } from '#kit/errors';
import type { Json } from '#kit/expression';
import type { RunStatus, StepStatus } from '#prisma/generated/client';
import { z } from 'zod';
import type { ConditionStep, Deed, ForEachStep, ParallelStep, PlaybookDefinition, Step, StepKind } from '../../playbook/definition.ts';
import { judgeAttempt } from './judgeAttempt.ts';
import { isUndo, itemPrefix, policyApproval, prefixOf, stepFinder, undoOf, undoPath } from './paths.ts';

/*
 * This file is longer than others: how a run goes on is one decision, and a reader wants to see the rules for failing, cancelling and rolling back beside each other.
 */

/** A step of a run as its row says. */
export type StepState = {
  path: string;
  number: number;
  kind: string;
  status: StepStatus;
  outcome: string | null;
  attempt: number;
  fence: number;
  nextAt: Date | null;
  leaseUntil: Date | null;
  state: unknown;
  error?: string | null;
  /** What it gave back; absent where nobody asks for it. */
  output?: unknown;
};

/** The approval that a policy wants before the first step. */
export const runApproval = z.object({ count: z.int(), teams: z.array(z.string()), expiresMinutes: z.int(), rule: z.string() });
export type RunApproval = z.infer<typeof runApproval>;

export type PlanFacts = {
  definition: PlaybookDefinition;
  approval: RunApproval | null;
  steps: readonly StepState[];
  now: Date;
  /** A person has stopped it. */
  isCancelled: boolean;
  /** When it is cut off. */
  deadlineAt: Date | null;
  /** The value of an expression for the steps that begin with a prefix, as the rows are by then; throws BAD_USER_INPUT. */
  evaluate(expression: string, prefix: string, rows: ReadonlyMap<string, StepState>): Json;
  isRepeatable(step: Step | Deed): boolean;
};

/** What is to be written of a step. */
export type Change =
  | { do: 'begin'; path: string; id: string; name: string; kind: StepKind; status: StepStatus; nextAt: Date | null; state: Json }
  | { do: 'end'; path: string; status: StepStatus; outcome: string; error: string | null; output: Json }
  | { do: 'queue'; path: string; nextAt: Date };

export type Plan = {
  changes: Change[];
  /** Where the run stands after them; `outcome` is set once it is over. */
  run: { status: RunStatus; outcome: string | null; isOver: boolean };
};

/** A run whose workers died so often in one step is not tried again: it may be what kills them. */
export const mostTakes = 5;

const bad: readonly StepStatus[] = ['FAILED', 'TIMED_OUT', 'ABANDONED'];
const open: readonly StepStatus[] = ['QUEUED', 'RUNNING', 'WAITING'];
export const isOpen = (status: StepStatus): boolean => open.includes(status);

/** How far a list of steps has come: something in it goes on, all is done, one failed for good, or it was cut off before its end. */
type Reach = 'open' | 'done' | 'failed' | 'cut';
type Failure = { step: Step; row: StepState };

/**
 * What happens next in a run: which steps begin, which end, and whether the run is over. Pure: the same rows at the same moment give the same plan, and a plan
 * that was written gives an empty one.
 */
export function planRun(facts: PlanFacts): Plan {
  const { definition, now, isCancelled, deadlineAt } = facts;
  const rows = new Map(facts.steps.map((row) => [row.path, { ...row }]));
  const changes: Change[] = [];
  const find = stepFinder(definition);
  const isLate = deadlineAt !== null && deadlineAt <= now;
  let last = Math.max(0, ...facts.steps.map(({ number }) => number));

  const begin = (path: string, step: Pick<Step, 'id' | 'name' | 'kind'>, status: StepStatus, nextAt: Date | null, state: Json = null): StepState => {
    changes.push({ do: 'begin', path, id: step.id, name: step.name, kind: step.kind, status, nextAt, state });
    const row = { path, number: (last += 1), kind: step.kind, status, outcome: null, attempt: 0, fence: 0, nextAt, leaseUntil: null, state };
    rows.set(path, row);
    return row;
  };
  const end = (row: StepState, status: StepStatus, outcome: string, error: string | null = null, output: Json = null): void => {
    changes.push({ do: 'end', path: row.path, status, outcome, error, output });
    Object.assign(row, { status, outcome, error, output, nextAt: null, leaseUntil: null });
  };
  const queue = (row: StepState, nextAt: Date): void => {
    changes.push({ do: 'queue', path: row.path, nextAt });
    Object.assign(row, { status: 'QUEUED', nextAt, leaseUntil: null });
  };

  /** Whether nothing more of this is to be done. What undoes goes on past the deadline: what was begun is not left half undone. */
  const isStopped = (path: string): boolean => isCancelled || (isLate && !isUndo(path));
  const whyStopped = (): string => (isCancelled ? 'run_cancelled' : isLate ? 'run_timed_out' : 'run_failed');

  /** What time did to a step: its worker was lost, or what it waited for has come or has not. */
  const settle = (row: StepState, step: Step | Deed | null): void => {
    if (row.status === 'RUNNING' && row.leaseUntil && row.leaseUntil <= now) {
      const isRepeatable = step !== null && (step.kind === 'verify' || facts.isRepeatable(step));
      if (!isRepeatable) end(row, 'ABANDONED', 'worker_lost');
      else if (isStopped(row.path)) end(row, 'CANCELLED', whyStopped());
      else if (row.fence >= mostTakes && row.kind !== 'verify') end(row, 'ABANDONED', 'attempts_exhausted');
      else queue(row, now);
    } else if (row.status === 'WAITING' && row.nextAt && row.nextAt <= now) {
      if (row.kind === 'wait') end(row, 'SUCCEEDED', 'succeeded');
      else if (row.kind === 'verify') queue(row, now);
      else if (row.kind === 'approval' || row.kind === 'input') end(row, 'FAILED', 'expired');
      else {
        const again = step && judgeAttempt(step, row.attempt, { status: 'TIMED_OUT', outcome: 'timeout' }, facts.isRepeatable(step));
        if (again && !isStopped(row.path)) queue(row, new Date(now.getTime() + again.retryInMs));
        else end(row, 'TIMED_OUT', 'timeout');
      }
    }
  };

  const beginStep = (step: Step | Deed, path: string): void => {
    const prefix = prefixOf(path);
    const evaluate = (expression: string): Json => facts.evaluate(expression, prefix, rows);
    const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);
    try {
      if (step.if !== undefined && evaluate(step.if) !== true) return end(begin(path, step, 'RUNNING', null), 'SKIPPED', 'condition_false');
      switch (step.kind) {
        case 'wait':
          return void begin(path, step, 'WAITING', later(step.seconds));
        case 'approval':
        case 'input':
          return void begin(path, step, 'WAITING', later(step.expiresMinutes * 60));
        case 'playbook': {
          const inputs = Object.entries(step.inputs).map(([name, value]) => [name, evaluate(value)] as const);
          return void begin(path, step, 'WAITING', null, { inputs: Object.fromEntries(inputs) });
        }
        case 'condition': {
          const went = evaluate(step.when) === true ? 'then' : 'else';
          return void begin(path, step, 'RUNNING', null, { went });
        }
        case 'parallel':
          return void begin(path, step, 'RUNNING', null);
        case 'forEach': {
          const items = evaluate(step.items);
          if (!Array.isArray(items)) return end(begin(path, step, 'RUNNING', null), 'FAILED', 'not_a_list', 'What it goes through is not a list.');
          const count = items.length;
          if (count > step.most)
            return end(begin(path, step, 'RUNNING', null), 'FAILED', 'too_many_items', `There are ${count}; ${step.most} is the most.`, { count });
          return void begin(path, step, 'RUNNING', null, { items });
        }
        case 'verify':
          return void begin(path, step, 'QUEUED', now, { began: now.toISOString() });
        default:
          return void begin(path, step, 'QUEUED', now);
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'BAD_USER_INPUT') throw error;
      end(begin(path, step, 'RUNNING', null), 'FAILED', 'expression_failed', error.message);
    }
  };

  /** Lists of a step that is under way, each with the prefix of its steps. */
  const listsIn = (step: Step, row: StepState): { list: Step[]; prefix: string }[] => {
    const prefix = prefixOf(row.path);
    switch (step.kind) {
      case 'condition':
        return conditionState.safeParse(row.state).data?.went === 'else' ? [{ list: step.else, prefix }] : [{ list: step.then, prefix }];
      case 'parallel':
        return step.branches.map((list) => ({ list, prefix }));
      case 'forEach':
        return itemsOf(row).map((_, index) => ({ list: step.steps, prefix: itemPrefix(row.path, index) }));
      default:
        return [];
    }
  };

  /** The step whose failing ends these, innermost; null when there is none, or when a step around it is content with that. */
  const findFailure = (list: readonly Step[], prefix: string): Failure | null => {
    for (const step of list) {
      const row = rows.get(prefix + step.id);
      if (!row || step.onError === 'continue') continue;
      if (!isOpen(row.status) && !bad.includes(row.status)) continue;
      for (const each of listsIn(step, row)) {
        const failure = findFailure(each.list, each.prefix);
        if (failure) return failure;
      }
      if (bad.includes(row.status)) return { step, row };
    }
    return null;
  };

  const walkList = (list: readonly Step[], prefix: string, isHalted: boolean): Reach => {
    for (const step of list) {
      const path = prefix + step.id;
      if (!rows.has(path)) {
        if (isHalted) return 'cut';
        beginStep(step, path);
      }
      const row = rows.get(path);
      if (!row) return 'cut';
      if (isOpen(row.status)) walkStep(step, row, isHalted);
      if (isOpen(row.status)) return 'open';
      if (row.status === 'CANCELLED') return 'cut';
      if (bad.includes(row.status) && step.onError !== 'continue') return 'failed';
    }
    return 'done';
  };

  const walkStep = (step: Step, row: StepState, isHalted: boolean): void => {
    if (step.kind === 'condition' || step.kind === 'parallel' || step.kind === 'forEach') return walkLists(step, row, isHalted);
    settle(row, step);
    if (!isHalted || !isOpen(row.status) || row.status === 'RUNNING') return;
    // What somebody outside is doing for the run is waited for, unless the run itself was stopped.
    const isDeedOutside = row.status === 'WAITING' && row.attempt > 0 && row.kind !== 'verify';
    if (isDeedOutside && !isStopped(row.path)) return;
    end(row, 'CANCELLED', whyStopped());
  };

  const walkLists = (step: ConditionStep | ParallelStep | ForEachStep, row: StepState, isHalted: boolean): void => {
    const lists = listsIn(step, row);
    // One that fails keeps the others from beginning anything, unless this step is content with failures.
    const stops = isHalted || (step.onError !== 'continue' && lists.some(({ list, prefix }) => findFailure(list, prefix) !== null));
    const atOnce = step.kind === 'forEach' ? step.atOnce : lists.length;
    const isBegun = ({ list, prefix }: (typeof lists)[number]): boolean => rows.has(prefix + (list[0]?.id ?? ''));
    // Those under way go on first: only then is it known how many more may begin.
    const begun = lists.filter(isBegun);
    const reached: Reach[] = begun.map(({ list, prefix }) => walkList(list, prefix, stops));
    let going = reached.filter((reach) => reach === 'open').length;
    for (const each of lists) {
      if (begun.includes(each)) continue;
      const reach = going < atOnce || stops ? walkList(each.list, each.prefix, stops) : 'open';
      if (reach === 'open') going += 1;
      reached.push(reach);
    }
    if (reached.includes('open')) return;
    const failed = reached.filter((reach) => reach === 'failed').length;
    const done = reached.filter((reach) => reach === 'done').length;
    const output: Json =
      step.kind === 'forEach'
        ? { count: lists.length, succeeded: done, failed }
        : step.kind === 'condition'
          ? { ...conditionState.parse(row.state) }
          : null;
    if (failed > 0) end(row, 'FAILED', 'step_failed', null, output);
    else if (reached.includes('cut')) end(row, 'CANCELLED', whyStopped(), null, output);
    else end(row, 'SUCCEEDED', 'succeeded', null, output);
  };

  /** Undoes what was done, the latest first. A step that cannot be undone keeps the rest of its own undoing back and nothing else. */
  const undo = (): { reach: Reach; isWhole: boolean } => {
    let isWhole = true;
    const done = [...rows.values()].filter((row) => row.status === 'SUCCEEDED' && !isUndo(row.path)).sort((one, other) => other.number - one.number);
    for (const { path } of done) {
      const step = find(path);
      for (const deed of step ? undoOf(step) : []) {
        const deedPath = undoPath(path, deed.id);
        if (!rows.has(deedPath)) {
          if (isCancelled) return { reach: 'cut', isWhole };
          beginStep(deed, deedPath);
        }
        const row = rows.get(deedPath);
        if (row && isOpen(row.status)) walkStep(deed, row, isCancelled);
        if (!row || isOpen(row.status)) return { reach: 'open', isWhole };
        if (!bad.includes(row.status)) continue;
        isWhole &&= deed.onError === 'continue';
        if (deed.onError === 'stop') return { reach: 'failed', isWhole };
        if (deed.onError !== 'continue') break;
      }
    }
    return { reach: 'done', isWhole };
  };

  const approve = (): Reach => {
    if (!facts.approval) return 'done';
    let row = rows.get(policyApproval);
    if (!row) {
      if (isCancelled || isLate) return 'cut';
      row = begin(policyApproval, approvalStep, 'WAITING', new Date(now.getTime() + facts.approval.expiresMinutes * 60_000));
    }
    settle(row, null);
    if (isOpen(row.status) && (isCancelled || isLate)) end(row, 'CANCELLED', whyStopped());
    if (isOpen(row.status)) return 'open';
    return row.status === 'SUCCEEDED' ? 'done' : row.status === 'CANCELLED' ? 'cut' : 'failed';
  };

  const walk = (): Plan['run'] => {
    const approved = approve();
    if (approved === 'open') return { status: 'WAITING_FOR_APPROVAL', outcome: null, isOver: false };
    if (approved === 'failed') return over('FAILED', rows.get(policyApproval)?.outcome ?? 'rejected');
    if (approved === 'cut') return isCancelled ? over('CANCELLED', 'cancelled') : over('TIMED_OUT', 'run_timed_out');

    const isHalted = isCancelled || isLate || findFailure(definition.steps, '') !== null;
    const reach = walkList(definition.steps, '', isHalted);
    if (reach === 'open') return { status: statusOf([...rows.values()]), outcome: null, isOver: false };
    const failure = findFailure(definition.steps, '');
    if (reach === 'done' && !failure) {
      const isWhole = ![...rows.values()].some((row) => bad.includes(row.status));
      return over('SUCCEEDED', isWhole ? 'succeeded' : 'succeeded_past_failures');
    }
    if (isCancelled) {
      // What is being undone ends with what is in hand.
      const left = [...rows.values()].filter((row) => isUndo(row.path) && isOpen(row.status));
      for (const row of left) {
        const deed = find(row.path);
        if (deed) walkStep(deed, row, true);
      }
      return left.some((row) => isOpen(row.status)) ? { status: 'ROLLING_BACK', outcome: null, isOver: false } : over('CANCELLED', 'cancelled');
    }
    const status = failure ? (failure.row.status as 'FAILED' | 'TIMED_OUT' | 'ABANDONED') : 'TIMED_OUT';
    const outcome = failure ? (failure.row.outcome ?? 'failed') : 'run_timed_out';
    if (failure?.step.onError === 'stop') return over(status, outcome);
    const undone = undo();
    if (undone.reach === 'open') return { status: 'ROLLING_BACK', outcome: null, isOver: false };
    return over(status, undone.isWhole ? outcome : 'roll_back_failed');
  };

  let run = walk();
  // A step may begin and end in one go, and its end may concern what was looked at before it: until nothing changes any more.
  for (let before = -1; before !== changes.length;) {
    before = changes.length;
    run = walk();
  }
  return { changes, run };
}

const conditionState = z.object({ went: z.enum(['then', 'else']) });
const forEachState = z.object({ items: z.array(z.json()) });
const approvalStep = { id: policyApproval, name: 'Approval', kind: 'approval' } as const;

export function itemsOf({ state }: Pick<StepState, 'state'>): Json[] {
  return forEachState.safeParse(state).data?.items ?? [];
}

const over = (status: RunStatus, outcome: string): Plan['run'] => ({ status, outcome, isOver: true });

/** Where a run stands, by the steps that go on. */
function statusOf(rows: readonly StepState[]): RunStatus {
  const going = rows.filter((row) => isOpen(row.status) && !isContainer(row));
  if (going.some((row) => row.kind !== 'verify' && row.status !== 'WAITING')) return 'RUNNING';
  if (going.some((row) => row.kind === 'approval')) return 'WAITING_FOR_APPROVAL';
  if (going.some((row) => row.kind === 'verify')) return 'VERIFYING';
  return going.length > 0 ? 'WAITING' : 'RUNNING';
}

const isContainer = ({ kind }: StepState): boolean => kind === 'condition' || kind === 'parallel' || kind === 'forEach';
