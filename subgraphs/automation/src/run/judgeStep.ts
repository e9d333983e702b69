import type { RunStatus } from '#prisma/generated/client';

export type StepDecision =
  { go: 'begin'; reason: 'not_begun' | 'repeatable' } | { go: 'skip'; reason: 'already_succeeded' } | { go: 'abandon'; reason: 'worker_lost' };

/**
 * What to do with a step of a run that was just taken. A step that is still RUNNING lost its worker in the middle: nobody knows whether its deed was
 * done, so it is done again only where twice does no harm, and otherwise left for a person to look at. Pure.
 */
export function judgeStep({ status, isRepeatable }: { status: RunStatus | null; isRepeatable: boolean }): StepDecision {
  if (status === null) return { go: 'begin', reason: 'not_begun' };
  if (status === 'SUCCEEDED') return { go: 'skip', reason: 'already_succeeded' };
  return isRepeatable ? { go: 'begin', reason: 'repeatable' } : { go: 'abandon', reason: 'worker_lost' };
}
