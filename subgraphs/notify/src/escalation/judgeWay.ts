import { priorities, type Priority, severities, type Severity } from '#contracts/words';
import type { Importance } from './chainDraft.ts';

/** What changed about an incident that people were told of, from which the policy may say otherwise now. */
export type Change = 'severity_set' | 'priority_set' | 'owner_set';

/** A run of one chain for the incident, so far. */
export type PastRun = { state: 'RUNNING' | 'DONE' | 'STOPPED'; importance: string };

/**
 * What the change makes of one chain. `start`: it is new to the incident, was stopped, or is worth telling again because the incident got worse; `renew`: it goes on as important from
 * its first step; `keep`: it goes on, or was through; `end`: the policy names it no more.
 */
export type WayVerdict = 'start' | 'renew' | 'keep' | 'end';

/** Judges a chain: `wanted` is how important the policy says it is now, null where the policy does not name it; `past` are its runs, the oldest first. Pure. */
export function judgeWay({ wanted, past, isWorse }: { wanted: Importance | null; past: readonly PastRun[]; isWorse: boolean }): WayVerdict {
  const last = past.at(-1);
  const isRunning = last?.state === 'RUNNING';
  if (wanted === null) return isRunning ? 'end' : 'keep';
  if (isRunning) return wanted === 'IMPORTANT' && last.importance !== 'IMPORTANT' ? 'renew' : 'keep';
  if (last?.state === 'DONE' && !isWorse) return 'keep';
  return 'start';
}

/** Whether an incident is worse than it was. Having a priority is worse than having none. Pure. */
export function isWorse(
  before: { severity?: Severity | undefined; priority?: Priority | null | undefined },
  now: { severity: Severity; priority: Priority | null },
): boolean {
  if (before.severity !== undefined && severities.indexOf(now.severity) < severities.indexOf(before.severity)) return true;
  if (before.priority === undefined || now.priority === null) return false;
  return before.priority === null || priorities.indexOf(now.priority) < priorities.indexOf(before.priority);
}
