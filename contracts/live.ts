import { z } from 'zod';

/** What can change under a watching page. A signal names what changed, never how: receivers read the new state themselves. */
export const liveSignal = z.object({
  tenantId: z.uuid(),
  type: z.enum(['incident', 'alert', 'silence']),
  ids: z.array(z.uuid()).min(1),
});

export type LiveSignal = z.infer<typeof liveSignal>;

/** A signal as it arrives: `sequence` counts up by one per tenant, so that a receiver sees what it has missed. */
export const numberedSignal = liveSignal.extend({ sequence: z.int().positive() });

export type NumberedSignal = z.infer<typeof numberedSignal>;
