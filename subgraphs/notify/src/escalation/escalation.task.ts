import { defineTask } from '#kit/task';
import { z } from 'zod';

/** Wakes up one run; harmless when it is not due or has ended. */
export const wakeRunTask = defineTask('wakeRun', z.object({ runId: z.uuid() }), { pace: 'urgent' });
