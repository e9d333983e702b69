import { defineTask } from '#kit/task';
import { z } from 'zod';

/** Wakes up one run; harmless when it is not due, already taken, or over. */
export const executeRunTask = defineTask('executeRun', z.object({ runId: z.uuid() }));

/** How long a worker holds a run between steps, in ms; during a step, this beyond the step's own timeout. */
export const leaseMs = 5_000;

/** A run whose workers died this often is given up: it may be what kills them. */
export const maxTakes = 5;
