import { z } from 'zod';

/** Labels of a runner, and what a step wants of one: names and values as Kubernetes has them, without a namespace. */
export const runnerLabels = z
  .record(
    z.string().regex(/^[a-zA-Z0-9][\w.-]{0,62}$/, 'is not the name of a label'),
    z.string().regex(/^[\w.-]{1,63}$/, 'is not the value of a label'),
  )
  .refine((labels) => Object.keys(labels).length <= 20, 'has at most 20 labels');
