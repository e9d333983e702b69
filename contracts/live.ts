import { z } from 'zod';

/** What can change under a watching page. A signal names what changed, never how: receivers read the new state themselves. */
export const liveSignal = z.object({
  tenantId: z.uuid(),
  /** `rights` names a team or a key whose rights changed: streams are opened anew under the new ones. `runnerQueue` wakes runners that wait for a job. */
  type: z.enum(['incident', 'alert', 'silence', 'run', 'schedule', 'rights', 'runnerJob', 'runnerQueue']),
  ids: z.array(z.uuid()).min(1),
});

export type LiveSignal = z.infer<typeof liveSignal>;

/** A signal as it arrives: `sequence` counts up by one per tenant, so that a receiver sees what it has missed. */
export const numberedSignal = liveSignal.extend({ sequence: z.int().positive() });

export type NumberedSignal = z.infer<typeof numberedSignal>;

/**
 * How long a process trusts what it read of somebody's rights, in milliseconds. Every request asks for them, so without it each would cost two more transactions;
 * with it a revoked key or a changed role is felt after this long, and a stream that ends sooner would be opened under the old rights again.
 */
export const rightsMemoryMs = 5_000;
