import { defineTask } from '#kit/task';
import { z } from 'zod';

/** Wakes up one page; harmless when it is not due or has ended. */
export const wakePageTask = defineTask('wakePage', z.object({ pageId: z.uuid() }), { pace: 'urgent' });
