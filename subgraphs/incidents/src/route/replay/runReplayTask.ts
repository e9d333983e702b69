import { defineTask } from '#kit/task';
import { z } from 'zod';

/** Inserted with a replay; the sweep calls the same code for those whose worker died. */
export const runReplayTask = defineTask('runReplay', z.object({ replayId: z.uuid() }));
