/** What the graph and the time line need of a step of a run. */
export interface RunStepLike {
  /** `clean`, `each[2].clean` for the third turn of a for-each, `clean~undo.restore` for what undoes it. */
  path: string;
  id: string;
  status: string;
}

/** How a step of the definition stands in a run: in a for-each it has been done several times. */
export interface StepState {
  status: string;
  /** How many of its turns have ended. */
  ended: number;
  turns: number;
  /** Paths of the rows that stand for it, in the order of their beginning. */
  paths: string[];
}

/** What is worth showing of several turns: what went wrong before what goes on, and that before what went well. */
const weight = [
  'FAILED',
  'TIMED_OUT',
  'ABANDONED',
  'CANCELLED',
  'RUNNING',
  'VERIFYING',
  'WAITING',
  'QUEUED',
  'PENDING',
];

const ended = new Set(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABANDONED', 'CANCELLED', 'SKIPPED']);

/** Whether nothing will happen to it any more. */
export function hasEnded(status: string): boolean {
  return ended.has(status);
}

/** How each step of the definition stands, by its id. Steps that the run has not come to are missing. */
export function statesOf(steps: readonly RunStepLike[]): Map<string, StepState> {
  const states = new Map<string, StepState>();
  for (const { id, status, path } of steps) {
    const before = states.get(id);
    states.set(id, {
      status: before === undefined ? status : worse(before.status, status),
      ended: (before?.ended ?? 0) + (hasEnded(status) ? 1 : 0),
      turns: (before?.turns ?? 0) + 1,
      paths: [...(before?.paths ?? []), path],
    });
  }
  return states;
}

function worse(a: string, b: string): string {
  const rank = (status: string) => {
    const place = weight.indexOf(status);
    // A turn that was skipped says less than one that was done.
    return place >= 0 ? place : status === 'SKIPPED' ? weight.length + 1 : weight.length;
  };
  return rank(b) < rank(a) ? b : a;
}
