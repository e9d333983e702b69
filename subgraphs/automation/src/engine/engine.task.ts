import { defineTask } from '#kit/task';
import { z } from 'zod';

/** Looks at one run: what is due in it is done, and what may begin begins. Harmless when nothing is due, or when it is over. */
export const wakeRunTask = defineTask('wakeAutomation', z.object({ runId: z.uuid() }));

/** Does one step of a run; harmless when it is not due, already taken, or over. */
export const performStepTask = defineTask('performStep', z.object({ runId: z.uuid(), path: z.string() }));

/** Stops what goes on outside for a step whose run does not wait for it any more. */
export const cancelStepTask = defineTask('cancelStep', z.object({ runId: z.uuid(), path: z.string(), fence: z.int() }));

/** Cancels a run that is a part of one that was cancelled. */
export const cancelRunTask = defineTask('cancelSubRun', z.object({ runId: z.uuid(), path: z.string() }));

/** How long a worker holds a step without a sign of life, in ms. */
export const leaseMs = 15_000;

/** How often a worker gives a sign of life, and learns that its run was cancelled, in ms. */
export const heartbeatMs = 4_000;

/** How often a run is looked at that has nothing else to be woken by, in ms. */
export const idleLookMs = 300_000;
