import { z } from 'zod';

/**
 * A condition on one value of an incident, with Alertmanager's meaning. `name` is a label of the incident, or one of its own facts:
 * `incident.title`, `incident.severity`, `incident.number`. What is missing is the empty string.
 */
export const matcher = z.strictObject({
  name: z.string().min(1).max(200),
  op: z.enum(['=', '!=', '=~', '!~']),
  value: z.string().max(1_000),
});
export type Matcher = z.infer<typeof matcher>;

/** All must hold; none matches every incident. */
export const matchers = z.array(matcher).max(50);
