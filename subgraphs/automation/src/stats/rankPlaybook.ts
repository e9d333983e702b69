/** Runs of a playbook that are over, by what came of them; cancelled ones say nothing of it. */
export type Outcomes = { helped: number; didNotHelp: number; succeeded: number; failed: number };

export type Ranking = {
  /** From 0 to 1: how likely it helps. */
  score: number;
  reason: 'helped_here' | 'did_not_help_here' | 'worked_here' | 'failed_here' | 'worked_elsewhere' | 'failed_elsewhere' | 'never_run';
};

/** What a run is worth: what people said counts in full, what they did not say is guessed from how it ended. */
export const worth: Record<keyof Outcomes, number> = { helped: 1, didNotHelp: 0, succeeded: 0.7, failed: 0.2 };

/** A run for another alert says a fifth of what one for the same alert does. */
const elsewhere = 0.2;

/**
 * How a playbook ranks for an incident: the mean worth of its runs, those for the same alert first of all, drawn to one half as if there had been one more run that nobody
 * knows anything of (Laplace's rule of succession, so that one lucky run does not beat ten good ones). Pure.
 */
export function rankPlaybook(here: Outcomes, all: Outcomes): Ranking {
  let weight = 1;
  let sum = 0.5;
  for (const name of Object.keys(worth) as (keyof Outcomes)[]) {
    const near = here[name];
    const far = Math.max(0, all[name] - near) * elsewhere;
    weight += near + far;
    sum += (near + far) * worth[name];
  }
  return { score: sum / weight, reason: reasonFor(here, all) };
}

function reasonFor(here: Outcomes, all: Outcomes): Ranking['reason'] {
  if (here.helped + here.didNotHelp > 0) return here.helped >= here.didNotHelp ? 'helped_here' : 'did_not_help_here';
  if (here.succeeded + here.failed > 0) return here.succeeded >= here.failed ? 'worked_here' : 'failed_here';
  const good = all.helped + all.succeeded;
  const bad = all.didNotHelp + all.failed;
  if (good + bad === 0) return 'never_run';
  return good >= bad ? 'worked_elsewhere' : 'failed_elsewhere';
}
