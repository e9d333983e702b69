import type { Decision } from '#contracts/words';

/** A run that led to an event. */
export type Cause = { runId: string; playbookId: string; playbookName: string };

export type LoopVerdict = { refused: false } | ({ refused: true } & Decision<'loop' | 'chain_too_deep' | 'too_often_for_incident'>);

/** Runs that may follow out of each other. */
export const deepestChain = 5;
/** Runs that one trigger may start for one incident within an hour. */
export const mostForIncident = 10;

/**
 * Whether a run would go on for ever. A playbook never follows out of itself, by however many others; a chain ends after `deepestChain`; and what the chain does not
 * show, because the effect came back from outside, ends by how often a trigger starts for the same incident. Pure.
 */
export function judgeLoop(playbookId: string, chain: readonly Cause[], startedForIncident: number): LoopVerdict {
  const path = chain.map(({ runId, playbookName }) => ({ runId, playbookName }));
  if (chain.some((cause) => cause.playbookId === playbookId)) return { refused: true, reason: 'loop', facts: { chain: path } };
  if (chain.length >= deepestChain) return { refused: true, reason: 'chain_too_deep', facts: { chain: path, most: deepestChain } };
  if (startedForIncident >= mostForIncident)
    return { refused: true, reason: 'too_often_for_incident', facts: { started: startedForIncident, most: mostForIncident, minutes: 60 } };
  return { refused: false };
}
