import { z } from 'zod';
import type { Step } from '../../playbook/definition.ts';

type VerifyStep = Extract<Step, { kind: 'verify' }>;

/** What a check keeps between two looks. */
export const verifyState = z.object({
  /** When it began: its time is measured from here, however long a look takes. */
  began: z.iso.datetime(),
  /** Since when it has held on end; null while it does not. */
  heldSince: z.iso.datetime().nullable().default(null),
  looks: z.int().default(0),
});
export type VerifyState = z.infer<typeof verifyState>;

export type LookDecision =
  | { go: 'end'; reason: 'held' | 'not_held'; state: VerifyState }
  | { go: 'again'; reason: 'holds_not_long_enough' | 'does_not_hold_yet'; state: VerifyState; at: Date };

/** Whether a check is over after a look: it has held for as long as it must, or its time is over. Pure. */
export function judgeLook(
  { withinSeconds, everySeconds, holdSeconds }: Pick<VerifyStep, 'withinSeconds' | 'everySeconds' | 'holdSeconds'>,
  before: VerifyState,
  holds: boolean,
  now: Date,
): LookDecision {
  const heldSince = holds ? (before.heldSince ?? now.toISOString()) : null;
  const state = { ...before, heldSince, looks: before.looks + 1 };
  const heldAt = heldSince === null ? null : Date.parse(heldSince) + holdSeconds * 1_000;
  if (heldAt !== null && heldAt <= now.getTime()) return { go: 'end', reason: 'held', state };
  const deadline = Date.parse(before.began) + withinSeconds * 1_000;
  if (now.getTime() >= deadline) return { go: 'end', reason: 'not_held', state };
  const at = Math.min(now.getTime() + everySeconds * 1_000, deadline, heldAt ?? Infinity);
  return { go: 'again', reason: heldSince === null ? 'does_not_hold_yet' : 'holds_not_long_enough', state, at: new Date(at) };
}
