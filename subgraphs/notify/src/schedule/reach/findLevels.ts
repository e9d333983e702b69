import type { ChainDraft } from '../../escalation/chainDraft.ts';

/** Where a chain pages a schedule: at its `level`, counted from 1, so many seconds after it began. */
export type Level = { chainId: string; chainName: string; level: number; seconds: number };

/** At which levels of these chains a schedule is paged, by their ordinary steps: a wait after somebody was told begins another level. Pure. */
export function findLevels(chains: readonly (Pick<ChainDraft, 'name' | 'steps'> & { id: string })[], scheduleId: string): Level[] {
  return chains.flatMap(({ id, name, steps }) => {
    const levels: Level[] = [];
    let [level, seconds, hasTold] = [1, 0, false];
    for (const step of steps) {
      if (step.kind === 'wait') {
        seconds += step.seconds;
        if (hasTold) level += 1;
        hasTold = false;
        continue;
      }
      if (step.kind === 'onCall' && step.scheduleId === scheduleId) levels.push({ chainId: id, chainName: name, level, seconds });
      hasTold = true;
    }
    return levels;
  });
}
