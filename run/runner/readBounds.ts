import type { ScriptBound } from '#automation/script/scriptLimits';
import type { Config } from '../config.ts';
import type { RunnerBounds } from './judgeMeans.ts';

const words = {
  memoryMiB: 'MEMORY_MIB',
  cpuSeconds: 'CPU_SECONDS',
  openFiles: 'OPEN_FILES',
  processes: 'PROCESSES',
  fileMiB: 'FILE_MIB',
} as const satisfies Record<ScriptBound, string>;

type BoundVariable = `RUNNER_${'' | 'MOST_'}${(typeof words)[ScriptBound]}`;
export const boundVariables = Object.values(words).flatMap((word): BoundVariable[] => [`RUNNER_${word}`, `RUNNER_MOST_${word}`]);

/** What scripts may use on a machine, of its configuration: `RUNNER_MEMORY_MIB` is for those that say nothing, `RUNNER_MOST_MEMORY_MIB` is for all. */
export function readBounds(config: Pick<Config, BoundVariable>): RunnerBounds {
  return Object.fromEntries(
    Object.entries(words).map(([name, word]) => [name, { usual: config[`RUNNER_${word}`], most: config[`RUNNER_MOST_${word}`] }]),
  ) as RunnerBounds;
}
