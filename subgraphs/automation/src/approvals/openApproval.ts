import type { AutomationUnit } from '../context.ts';

/** What a person is asked for, by a run that waits for it. */
export type AskedApproval = {
  runId: string;
  path: string;
  /** Of a policy, before the first step; of a step; or for values. */
  kind: 'policy' | 'approval' | 'input';
  message: string;
  count: number;
  teams: string[];
  /** When the engine itself ends the waiting. */
  expiresAt: Date;
  /** JSON Schema of the values, for `input`. */
  schema: Record<string, unknown> | null;
};

/**
 * Asks people to agree, or for values, in the transaction in which the run begins to wait. Whoever takes their answer says so by `finishWaiting`: SUCCEEDED, or
 * FAILED with the outcome `rejected`; the output is `{ answers: [{ personId, at, note }] }`, or the values.
 */
export async function openApproval(unit: AutomationUnit, asked: AskedApproval): Promise<void> {
  unit.signal('run', [asked.runId]);
}
