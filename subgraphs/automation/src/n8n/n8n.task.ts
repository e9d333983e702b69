import { defineTask } from '#kit/task';
import { z } from 'zod';

const followed = z.object({
  ...{ runId: z.uuid(), path: z.string(), fence: z.int() },
  ...{ connectionId: z.uuid(), executionId: z.string(), looks: z.int() },
});

/** Looks at an execution of n8n, and again until it is over. Harmless when its step has ended. */
export const followExecutionTask = defineTask('followN8n', followed);
export type Followed = z.infer<typeof followed>;

/** Seconds until the next look, by how many there were; the last one again and again. */
const pauses = [1, 2, 3, 5, 10, 15];
/** When the look after so many is due. Pure. */
export const nextLook = (now: Date, looks: number): Date => new Date(now.getTime() + (pauses[looks] ?? pauses.at(-1) ?? 15) * 1_000);
