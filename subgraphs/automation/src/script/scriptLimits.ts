import { z } from 'zod';

/** What a script may use. What is not said is the runner's usual; what is more than the runner allows is cut to that. */
export const scriptLimits = z
  .object({
    /** Whether it may reach the network, this machine's own addresses included. */
    network: z.boolean().default(false),
    /** Memory of each of its processes, in MiB. */
    memoryMiB: z.int().min(16).max(1_048_576).nullish(),
    /** Processor time of each of its processes, in seconds. */
    cpuSeconds: z.int().min(1).max(86_400).nullish(),
    openFiles: z.int().min(16).max(65_536).nullish(),
    /** Processes and threads at once; held where its runner gives it a user of its own. */
    processes: z.int().min(1).max(16_384).nullish(),
    /** One file that it writes, in MiB. */
    fileMiB: z.int().min(1).max(1_048_576).nullish(),
  })
  .strict()
  .transform(({ network, ...bounds }): ScriptLimits => ({
    network,
    ...Object.fromEntries(Object.entries(bounds).filter(([, bound]) => bound !== null && bound !== undefined)),
  }));

export type ScriptBound = 'memoryMiB' | 'cpuSeconds' | 'openFiles' | 'processes' | 'fileMiB';
export type ScriptLimits = { network: boolean } & { [Bound in ScriptBound]?: number };
