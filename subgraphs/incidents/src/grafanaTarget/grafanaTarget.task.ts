import { defineTask } from '#kit/task';
import { z } from 'zod';

/** Wakes the push to one Grafana; whether it is due is for its row to say. */
export const pushRulesTask = defineTask('pushRules', z.object({ targetId: z.uuid() }));

/** How long a worker holds a target; whoever comes after may push again without harm. */
export const pushLeaseMs = 120_000;

/** How long Grafana may take for one request of a push. */
export const pushTimeoutMs = 10_000;
