import type { DeadlineKind } from '../../api/generated/graphql';

/** A deadline as the platform tells it. */
export interface Deadline {
  kind: DeadlineKind;
  targetMinutes: number;
  dueAt: string;
  pausedAt?: string | null;
  metAt?: string | null;
  breachedAt?: string | null;
}

/** How a deadline stands, and the time that says how urgent it is. */
export interface Standing {
  kind: DeadlineKind;
  state: 'breached' | 'close' | 'running' | 'paused' | 'met' | 'late';
  /** Milliseconds that are left; negative when it has passed. */
  left: number;
}

/** Of less than this part of its time left, a deadline is close. */
const CLOSE = 0.25;

/** How one deadline stands at a moment. It counts as breached when its time is over, even before the platform has said so. */
export function judgeDeadline(
  { kind, targetMinutes, dueAt, pausedAt, metAt, breachedAt }: Deadline,
  now: number
): Standing {
  const due = Date.parse(dueAt);
  if (metAt) {
    return { kind, state: breachedAt ? 'late' : 'met', left: due - Date.parse(metAt) };
  }
  if (pausedAt && !breachedAt) {
    return { kind, state: 'paused', left: due - Date.parse(pausedAt) };
  }
  const left = due - now;
  if (breachedAt || left < 0) {
    return { kind, state: 'breached', left };
  }
  return { kind, state: left < targetMinutes * 60_000 * CLOSE ? 'close' : 'running', left };
}

/** The deadline that a list shows: the one that is still open and due first, else the last that was. */
export function pickDeadline(deadlines: readonly Deadline[], now: number): Standing | undefined {
  const standings = deadlines.map((deadline) => judgeDeadline(deadline, now));
  const open = standings.filter(({ state }) => state !== 'met' && state !== 'late').sort((a, b) => a.left - b.left);
  return open[0] ?? standings.find(({ state }) => state === 'late') ?? standings.at(-1);
}
