import { defineTask } from '#kit/task';
import { z } from 'zod';

/** Inserted with a bulk action; the sweep calls the same code for those whose worker died. */
export const runBulkActionTask = defineTask('runBulkAction', z.object({ bulkActionId: z.uuid() }));
