import { defineTask } from '#kit/task';
import { z } from 'zod';

/** Wakes the sync of one source; whether it is due is for its row to say. */
export const syncRuleSourceTask = defineTask('syncRuleSource', z.object({ sourceId: z.uuid() }));

/** How long a source may take to answer a scheduled sync. */
export const syncTimeoutMs = 20_000;

/** How long a worker holds a source: longer than an answer and its writing take, so that a living worker always ends in time. */
export const syncLeaseMs = 60_000;
