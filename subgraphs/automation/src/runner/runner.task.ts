import { defineTask } from '#kit/task';
import { z } from 'zod';

/** Ends the step that waited for a job which has ended. Harmless when it waits no more. */
export const tellStepTask = defineTask('tellStep', z.object({ jobId: z.uuid() }));
